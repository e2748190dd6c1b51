using System.Text.Json;

namespace Dew.Protocol.Rest;

/// <summary>A policy.</summary>
public sealed record IamPolicy
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>system or custom.</summary>
    public required string Kind { get; init; }

    /// <summary>Possibly empty.</summary>
    public required string Description { get; init; }

    /// <summary>The document.</summary>
    public required JsonElement Document { get; init; }

    /// <summary>Who has it, such as "group operators".</summary>
    public required IReadOnlyList<string> HeldBy { get; init; }

    /// <summary>When it was created; absent for a system policy.</summary>
    public DateTime? Created { get; init; }

    /// <summary>When it was last changed; absent for a system policy.</summary>
    public DateTime? Changed { get; init; }
}
