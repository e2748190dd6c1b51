using Dew.Core.Ports;

namespace Dew.Hsm;

/// <summary>The appliance's own keys on the token, by generation.</summary>
/// <param name="Roots">dew-root-N.</param>
/// <param name="Stores">dew-store-N.</param>
/// <param name="Signing">dew-audit and dew-ca, as far as they are there.</param>
internal sealed record TokenKeys(
    IReadOnlyDictionary<uint, nuint> Roots, IReadOnlyDictionary<uint, nuint> Stores, IReadOnlyDictionary<TokenKey, SigningKey> Signing)
{
    internal const string RootPrefix = "dew-root-";
    internal const string StorePrefix = "dew-store-";

    /// <summary>The generation new material is wrapped with.</summary>
    internal uint NewestRoot { get; } = Roots.Count == 0 ? 0 : Roots.Keys.Max();

    /// <summary>The generation a store key is sealed with.</summary>
    internal uint NewestStore { get; } = Stores.Count == 0 ? 0 : Stores.Keys.Max();
}
