using Dew.Core.Identity;
using Dew.Core.Kms;

namespace Dew.Daemon.Rest;

/// <summary>What policies can ask about the members of a request: about its parameters, and about the key that it would create.</summary>
internal sealed class BodyFacts(RequestFields fields) : IRequestFacts, IResourceFacts
{
    public string? Alias => fields.TextIfValid("key_alias");

    public string? EncryptionAlgorithm => fields.TextIfValid("encryption_algorithm") ?? "SYMMETRIC_DEFAULT";

    public IReadOnlyList<string> TagKeys => fields.TagIfValid() is { } tag ? [tag.Key] : [];

    public string? EnterpriseProjectId => fields.TextIfValid("enterprise_project_id") is { Length: > 0 } id ? id : BuiltIn.EnterpriseProjectId;

    public string? KeySpec => fields.TextIfValid("key_spec") ?? Core.Kms.KeySpec.Aes256.Name();

    public string? KeyUsage => fields.TextIfValid("key_usage")
        ?? (KeySpecs.TryParse(KeySpec!, out KeySpec spec) ? spec.DefaultUsage().Name() : null);

    public string? KeyOrigin => fields.TextIfValid("origin") ?? "kms";

    public IReadOnlyList<string> Aliases => Alias is { } alias ? [alias] : [];

    public string? FindTag(string key) => fields.TagIfValid() is { } tag && tag.Key == key ? tag.Value : null;
}
