using Dew.Core.Identity;

namespace Dew.Core.Tests.Identity;

/// <summary>Facts about a resource and about a request, and how often tags were asked for.</summary>
internal sealed class Facts : IResourceFacts, IRequestFacts
{
    internal Dictionary<string, string> ResourceTags { get; init; } = [];

    internal Dictionary<string, string> RequestTags { get; init; } = [];

    internal int Questions { get; private set; }

    public string? EnterpriseProjectId { get; init; }

    public string? KeySpec { get; init; }

    public string? KeyUsage { get; init; }

    public string? KeyOrigin { get; init; }

    public string? SecretType { get; init; }

    public string? KeyPairAlgorithm { get; init; }

    public string? KeyPairKmsKeyId { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public IReadOnlyList<string> TagKeys { get; init; } = [];

    public string? Alias { get; init; }

    public string? EncryptionAlgorithm { get; init; }

    string? IResourceFacts.FindTag(string key)
    {
        Questions++;
        return ResourceTags.GetValueOrDefault(key);
    }

    string? IRequestFacts.FindTag(string key)
    {
        Questions++;
        return RequestTags.GetValueOrDefault(key);
    }
}
