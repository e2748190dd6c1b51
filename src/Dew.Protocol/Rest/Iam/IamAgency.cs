namespace Dew.Protocol.Rest;

/// <summary>A role that others take for a while.</summary>
public sealed record IamAgency
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Possibly empty.</summary>
    public required string Description { get; init; }

    /// <summary>Who may assume it.</summary>
    public required IamTrust Trust { get; init; }

    /// <summary>What may be done in its name.</summary>
    public required IReadOnlyList<IamAttachment> Policies { get; init; }

    /// <summary>How long temporary credentials live at most.</summary>
    public required int MaxDurationSeconds { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTime Created { get; init; }
}
