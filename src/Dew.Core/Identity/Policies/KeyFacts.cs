using Dew.Core.Kms;

namespace Dew.Core.Identity;

/// <summary>What policies can ask about a CMK. Make it once a record and keep it beside.</summary>
public sealed class KeyFacts : IResourceFacts
{
    private readonly KeyRecord _record;

    /// <param name="record">The key.</param>
    public KeyFacts(KeyRecord record)
    {
        _record = record;
        Aliases = [record.Alias];
    }

    /// <inheritdoc/>
    public string? EnterpriseProjectId => _record.EnterpriseProjectId;

    /// <inheritdoc/>
    public string? KeySpec => _record.Spec.Name();

    /// <inheritdoc/>
    public string? KeyUsage => _record.Usage.Name();

    /// <summary>Always kms: no key comes from outside yet.</summary>
    public string? KeyOrigin => "kms";

    /// <inheritdoc/>
    public IReadOnlyList<string> Aliases { get; }

    /// <inheritdoc/>
    public string? FindTag(string key) => _record.Tags.Find(key);
}
