using System.Globalization;
using Dew.Cli.Hosting;
using Dew.Protocol.Rest;

namespace Dew.Cli.Output;

/// <summary>What the directory says, in words.</summary>
internal static class IamWords
{
    internal const string None = "-";

    internal static string Text(string? text) => string.IsNullOrEmpty(text) ? None : text;

    internal static string State(bool enabled) => enabled ? "enabled" : "disabled";

    /// <summary>Date and time in UTC; a dash if there is none.</summary>
    internal static string Time(DateTime? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? None;

    internal static string Join(IEnumerable<string> names) => Text(string.Join(", ", names));

    internal static string Names(IEnumerable<IamReference> entries) => Join(entries.Select(static entry => entry.Name));

    internal static string Policies(IEnumerable<IamAttachment> policies) => Join(policies.Select(static held =>
        held.Project is { } project ? $"{held.Policy} (project {project.Name})" : held.Policy));

    internal static string Trust(IamTrust trust) => trust.WholeDomain
        ? "every user"
        : Join([
            .. trust.Users.Select(static user => $"user {user.Name}"),
            .. trust.Groups.Select(static group => $"group {group.Name}"),
            .. trust.Services.Select(static service => $"service {service}"),
        ]);

    /// <summary>What this machine calls a peer; a dash if it does not know it.</summary>
    internal static string Account(string peer) =>
        peer.Split(':') is [var kind, var digits] && uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            ? Text((kind == "group" ? OsAccount.Group(number) : OsAccount.User(number))?.Name)
            : None;
}
