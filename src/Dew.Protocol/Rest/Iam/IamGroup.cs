namespace Dew.Protocol.Rest;

/// <summary>A group of users.</summary>
public sealed record IamGroup
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Possibly empty.</summary>
    public required string Description { get; init; }

    /// <summary>How many users are in it.</summary>
    public required int Members { get; init; }

    /// <summary>What its members may do.</summary>
    public required IReadOnlyList<IamAttachment> Policies { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTime Created { get; init; }
}
