namespace Dew.Protocol.Rest;

/// <summary>An access key without its secret.</summary>
public sealed record IamAccessKey
{
    /// <summary>20 upper-case letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>The user it signs for; absent if it is a service's.</summary>
    public IamReference? User { get; init; }

    /// <summary>The service it signs for; absent if it is a user's.</summary>
    public string? Service { get; init; }

    /// <summary>Possibly empty.</summary>
    public required string Description { get; init; }

    /// <summary>Whether it is accepted.</summary>
    public required bool Enabled { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTime Created { get; init; }

    /// <summary>When it stops being accepted; absent for never.</summary>
    public DateTime? Expires { get; init; }

    /// <summary>The minute in which it last signed, since the daemon started.</summary>
    public DateTime? LastUsed { get; init; }
}
