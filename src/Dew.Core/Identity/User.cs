namespace Dew.Core.Identity;

/// <summary>Somebody, or a program, that acts on the appliance.</summary>
public sealed record User : IDirectoryRecord
{
    /// <summary>32 lower-case hexadecimal digits, the same for ever.</summary>
    public required string Id { get; init; }

    /// <summary>The name, unique among users.</summary>
    public required string Name { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether anything is accepted from the user.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>The groups it is a member of.</summary>
    public IReadOnlyList<string> GroupIds { get; init; } = [];

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }
}
