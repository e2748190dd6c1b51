using System.CommandLine;
using System.Globalization;
using Dew.Client;

namespace Dew.Cli.Commands;

/// <summary>Options of the commands that search the audit trail.</summary>
internal sealed class AuditOptions
{
    /// <summary>32 hexadecimal digits: an id of the directory.</summary>
    private const int DirectoryIdLength = 32;

    private static readonly string[] s_ratings = ["normal", "warning", "incident"];

    private static readonly string[] s_timeForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK"];

    private readonly Option<string?> _name = new("--name") { Description = "Only operations of this name, such as createKey", HelpName = "TRACE" };
    private readonly Option<string?> _user = new("--user") { Description = "Only what this user did, by name or id", HelpName = "USER" };
    private readonly Option<string?> _resource = new("--resource") { Description = "Only what was done to this, by id or name", HelpName = "RESOURCE" };
    private readonly Option<string?> _type = new("--resource-type") { Description = "Only what was done to this kind of thing, such as cmk", HelpName = "TYPE" };
    private readonly Option<string?> _rating = new("--rating") { Description = "Only " + string.Join(", ", s_ratings), HelpName = "RATING" };
    private readonly Option<string?> _accessKey = new("--access-key") { Description = "Only what this access key signed", HelpName = "ACCESS-KEY" };

    internal AuditOptions()
    {
        _rating.CompletionSources.Add(s_ratings);
        _rating.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string?>() is { } rating && !s_ratings.Contains(rating))
            {
                result.AddError($"--rating is one of {string.Join(", ", s_ratings)}.");
            }
        });
    }

    /// <summary>A time: as ISO 8601 writes it, in UTC unless it says otherwise, or how long ago.</summary>
    internal static Option<string?> Time(string option, string description)
    {
        var time = new Option<string?>(option) { Description = $"{description}: 2026-01-31, 2026-01-31T08:00, or 30m, 2h, 7d ago", HelpName = "TIME" };
        time.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Parse(text, DateTimeOffset.UnixEpoch) is null)
            {
                result.AddError($"{option} does not understand '{text}': write a time such as 2026-01-31 or 2026-01-31T08:00:00Z, or 30m, 2h, 7d for how long ago.");
            }
        });
        return time;
    }

    /// <summary>The time that a text means; null for none.</summary>
    internal static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= 99_999)
        {
            return text[^1] switch
            {
                's' => now.AddSeconds(-count),
                'm' => now.AddMinutes(-count),
                'h' => now.AddHours(-count),
                'd' => (now - DateTimeOffset.UnixEpoch).TotalDays >= count || now == DateTimeOffset.UnixEpoch ? now.AddDays(-count) : DateTimeOffset.UnixEpoch,
                _ => null,
            };
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, s_timeForms, CultureInfo.InvariantCulture, Utc, out DateTimeOffset time) && time >= DateTimeOffset.UnixEpoch
            ? time
            : null;
    }

    internal void AddTo(Command command)
    {
        foreach (Option<string?> option in (Option<string?>[])[_name, _user, _resource, _type, _rating, _accessKey])
        {
            command.Add(option);
        }
    }

    internal AuditSearch Read(ParseResult arguments)
    {
        string? resource = arguments.GetValue(_resource);
        bool isId = resource is not null && (Guid.TryParseExact(resource, "D", out _) || (resource.Length == DirectoryIdLength && resource.All(char.IsAsciiHexDigitLower)));
        return new AuditSearch
        {
            TraceName = arguments.GetValue(_name),
            User = arguments.GetValue(_user),
            ResourceId = isId ? resource : null,
            ResourceName = isId ? null : resource,
            ResourceType = arguments.GetValue(_type),
            Rating = arguments.GetValue(_rating),
            AccessKeyId = arguments.GetValue(_accessKey),
        };
    }
}
