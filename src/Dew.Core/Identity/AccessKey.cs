using System.Text.Json.Serialization;

namespace Dew.Core.Identity;

/// <summary>An access key without its secret. It signs for a user or for a service principal.</summary>
public sealed record AccessKey : IDirectoryRecord
{
    /// <summary>20 upper-case letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>The user it signs for; null if it is a service's.</summary>
    public string? UserId { get; init; }

    /// <summary>The service principal it signs for; null if it is a user's.</summary>
    public string? Service { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether it is accepted.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it stops being accepted; null for never. Set when it was rotated.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it last signed, to the minute, since the daemon started; null if it has not. Not stored: the audit trail knows more.</summary>
    [JsonIgnore]
    public DateTimeOffset? LastUsed { get; init; }

    string IDirectoryRecord.Name => Id;
}
