namespace Dew.Core.Kms;

/// <summary>What create-key asks for. Null members take their defaults.</summary>
public sealed record NewKey
{
    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The specification; AES_256 by default.</summary>
    public KeySpec Spec { get; init; } = KeySpec.Aes256;

    /// <summary>The usage; by default what the specification is made for.</summary>
    public KeyUsage? Usage { get; init; }

    /// <summary>The description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The enterprise project.</summary>
    public string EnterpriseProjectId { get; init; } = "0";

    /// <summary>The tags it has from the start.</summary>
    public TagSet Tags { get; init; } = TagSet.Empty;

    /// <summary>The key store.</summary>
    public string KeystoreId { get; init; } = "0";
}
