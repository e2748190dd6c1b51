namespace Dew.Protocol.Rest;

/// <summary>The policies of a group, an agency or a service.</summary>
public sealed record IamAttachments
{
    /// <summary>The policies.</summary>
    public required IReadOnlyList<IamAttachment> Policies { get; init; }
}
