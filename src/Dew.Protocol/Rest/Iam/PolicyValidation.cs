namespace Dew.Protocol.Rest;

/// <summary>What is to be said of a document that is accepted.</summary>
public sealed record PolicyValidation
{
    /// <summary>true.</summary>
    public required bool Valid { get; init; }

    /// <summary>Actions in it that mean nothing on this appliance.</summary>
    public required IReadOnlyList<string> ForeignActions { get; init; }
}
