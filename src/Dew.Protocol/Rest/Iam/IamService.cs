namespace Dew.Protocol.Rest;

/// <summary>A service principal.</summary>
public sealed record IamService
{
    /// <summary>The name, such as obs.</summary>
    public required string Name { get; init; }

    /// <summary>Whether anything is accepted from it.</summary>
    public required bool Enabled { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<IamAttachment> Policies { get; init; }
}
