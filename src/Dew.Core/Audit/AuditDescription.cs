using Dew.Core.Identity;

namespace Dew.Core.Audit;

/// <summary>Turns what the trail is told into the members of a record. Takes every text there is: a record that cannot be made would stop all changes.</summary>
internal static class AuditDescription
{
    private const int MaxName = 300;
    private const int MaxId = 350;
    private const int MaxText = 5000;
    private const string Cut = "…";

    /// <summary>The record without its place in the chain.</summary>
    internal static AuditRecord Of(AuditEntry entry) => new()
    {
        Sequence = 0,
        TimeMs = 0,
        TraceName = entry.Trace.Name,
        ServiceType = entry.Trace.Service,
        TraceRating = entry.Trace == Traces.AuditGap || entry.Trace == Traces.AuditMismatch ? AuditRating.Incident : AuditRating.Of(entry.Status),
        Status = (ushort)entry.Status,
        Outcome = Enum.GetName(entry.Status) ?? "",
        ResourceType = entry.Trace.ResourceType,
        ResourceId = Text(entry.ResourceId, MaxId),
        ResourceName = Text(entry.ResourceName, MaxName),
        UserType = NameOf(entry.Principal.Kind),
        UserId = Text(entry.Principal.Id, MaxId),
        UserName = Text(entry.Principal.Name, MaxName),
        AccessKeyId = Text(entry.Principal.AccessKeyId, MaxName),
        AssumedBy = Text(entry.Principal.AssumedBy, MaxId),
        Channel = NameOf(entry.Channel),
        SourceIp = Text(entry.Source, MaxName),
        RequestId = Text(entry.RequestId, MaxName),
        ProjectId = Text(entry.ProjectId, MaxId),
        Request = Text(entry.Request, MaxText),
        Message = Text(entry.Message, MaxText),
        Count = entry.Count == 1 ? null : entry.Count,
        Previous = "",
    };

    /// <summary>A text of bounded length; half a character becomes U+FFFD, as the JSON writer would make it.</summary>
    private static string? Text(string? text, int limit)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (text.Length <= limit)
        {
            return text;
        }

        int length = limit - Cut.Length;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), Cut);
    }

    private static string NameOf(PrincipalKind kind) => kind switch
    {
        PrincipalKind.User => "user",
        PrincipalKind.Agency => "agency",
        PrincipalKind.Service => "service",
        PrincipalKind.System => "system",
        _ => "unknown",
    };

    private static string NameOf(AuditChannel channel) => channel switch
    {
        AuditChannel.Unix => "unix",
        AuditChannel.Tls => "tls",
        AuditChannel.Http => "http",
        _ => "internal",
    };
}
