namespace Dew.Core.Identity;

/// <summary>A part of the domain that keys belong to; it is in the URL of nearly every request.</summary>
public sealed record Project : IDirectoryRecord
{
    /// <summary>32 lower-case hexadecimal digits, the same for ever.</summary>
    public required string Id { get; init; }

    /// <summary>The name, unique among projects; of the first one the region, because clients look for that.</summary>
    public required string Name { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether requests for it are accepted.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }
}
