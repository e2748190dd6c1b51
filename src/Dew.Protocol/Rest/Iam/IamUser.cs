namespace Dew.Protocol.Rest;

/// <summary>A user of the appliance.</summary>
public sealed record IamUser
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Possibly empty.</summary>
    public required string Description { get; init; }

    /// <summary>Whether anything is accepted from it.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The groups it is a member of.</summary>
    public required IReadOnlyList<IamReference> Groups { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTime Created { get; init; }
}
