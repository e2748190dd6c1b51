namespace Dew.Hsm;

/// <summary>The appliance's own keys on the token, by generation.</summary>
/// <param name="Roots">dew-root-N.</param>
/// <param name="Stores">dew-store-N.</param>
internal sealed record TokenKeys(IReadOnlyDictionary<uint, nuint> Roots, IReadOnlyDictionary<uint, nuint> Stores)
{
    internal const string RootPrefix = "dew-root-";
    internal const string StorePrefix = "dew-store-";
    internal const string AuditLabel = "dew-audit";

    /// <summary>The generation new material is wrapped with.</summary>
    internal uint NewestRoot { get; } = Roots.Count == 0 ? 0 : Roots.Keys.Max();

    /// <summary>The generation a store key is sealed with.</summary>
    internal uint NewestStore { get; } = Stores.Count == 0 ? 0 : Stores.Keys.Max();
}
