namespace Dew.Core.Identity;

/// <summary>A key that conditions can ask for.</summary>
internal sealed class ConditionKey
{
    private const string ResourceTagPrefix = "g:ResourceTag/";
    private const string RequestTagPrefix = "g:RequestTag/";
    private const int LongestTagKey = 128;

    private static readonly ConditionKey[] s_fixed =
    [
        new("g:SourceIp", Fact.SourceIp, FactKind.Address),
        new("g:UserId", Fact.UserId, FactKind.Text),
        new("g:UserName", Fact.UserName, FactKind.Text),
        new("g:CurrentTime", Fact.CurrentTime, FactKind.Time),
        new("g:SecureTransport", Fact.SecureTransport, FactKind.Flag),
        new("g:EnterpriseProjectId", Fact.EnterpriseProjectId, FactKind.Text),
        new("g:TagKeys", Fact.TagKeys, FactKind.TextList),
        new("kms:KeySpec", Fact.KeySpec, FactKind.Text),
        new("kms:KeyUsage", Fact.KeyUsage, FactKind.Text),
        new("kms:KeyOrigin", Fact.KeyOrigin, FactKind.Text),
        new("kms:RequestAlias", Fact.RequestAlias, FactKind.Text),
        new("kms:ResourceAliases", Fact.ResourceAliases, FactKind.TextList),
        new("kms:EncryptionAlgorithm", Fact.EncryptionAlgorithm, FactKind.Text),
        new("csms:Type", Fact.SecretType, FactKind.Text),
        new("kps:Algorithm", Fact.KeyPairAlgorithm, FactKind.Text),
        new("kps:KmsKeyId", Fact.KeyPairKmsKeyId, FactKind.Text),
    ];

    private readonly Fact _fact;
    private readonly string _tag;

    private ConditionKey(string name, Fact fact, FactKind kind, string tag = "")
    {
        Name = name;
        Kind = kind;
        _fact = fact;
        _tag = tag;
    }

    private enum Fact : byte
    {
        SourceIp, UserId, UserName, CurrentTime, SecureTransport, EnterpriseProjectId, ResourceTag, RequestTag, TagKeys, KeySpec, KeyUsage,
        KeyOrigin, RequestAlias, ResourceAliases, EncryptionAlgorithm, SecretType, KeyPairAlgorithm, KeyPairKmsKeyId,
    }

    /// <summary>The accepted keys, for messages.</summary>
    internal static string AcceptedNames { get; } =
        string.Join(", ", s_fixed.Select(static key => key.Name)) + $", {ResourceTagPrefix}<key>, {RequestTagPrefix}<key>";

    /// <summary>The name as documents spell it.</summary>
    internal string Name { get; }

    /// <summary>The kind of its value.</summary>
    internal FactKind Kind { get; }

    /// <summary>The key of a name; the case of letters does not matter but in the key of a tag.</summary>
    /// <param name="name">The name.</param>
    internal static ConditionKey? Find(string name)
    {
        foreach (ConditionKey key in s_fixed)
        {
            if (string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return key;
            }
        }

        return Tag(name, ResourceTagPrefix, Fact.ResourceTag) ?? Tag(name, RequestTagPrefix, Fact.RequestTag);
    }

    /// <summary>The value of a key with one text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="text">The value when it is there.</param>
    internal FactState Read(in AccessRequest request, out string? text)
    {
        if (_fact is Fact.UserId or Fact.UserName)
        {
            text = _fact == Fact.UserId ? request.PrincipalId : request.PrincipalName;
            return text is null ? FactState.Unknown : FactState.Present;
        }

        text = null;
        if (_fact is Fact.RequestTag or Fact.RequestAlias or Fact.EncryptionAlgorithm)
        {
            if (request.Parameters is not { } parameters)
            {
                return Missing(request, ofRequest: true);
            }

            text = _fact switch
            {
                Fact.RequestTag => parameters.FindTag(_tag),
                Fact.RequestAlias => parameters.Alias,
                _ => parameters.EncryptionAlgorithm,
            };
        }
        else if (request.Resource is not { } resource)
        {
            return Missing(request, ofRequest: false);
        }
        else
        {
            text = ReadResource(resource);
        }

        return text is null ? FactState.Absent : FactState.Present;
    }

    /// <summary>The values of a key with several texts.</summary>
    /// <param name="request">The request.</param>
    /// <param name="texts">The values when they are there.</param>
    internal FactState Read(in AccessRequest request, out IReadOnlyList<string> texts)
    {
        bool ofRequest = _fact == Fact.TagKeys;
        IReadOnlyList<string>? found = ofRequest ? request.Parameters?.TagKeys : request.Resource?.Aliases;
        texts = found ?? [];
        return found is null ? Missing(request, ofRequest) : found.Count == 0 ? FactState.Absent : FactState.Present;
    }

    private static ConditionKey? Tag(string name, string prefix, Fact fact)
    {
        int length = name.Length - prefix.Length;
        return length is > 0 and <= LongestTagKey && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            ? new ConditionKey(prefix + name[prefix.Length..], fact, FactKind.Text, name[prefix.Length..])
            : null;
    }

    /// <summary>Nobody told. That is harmless where there is nothing to tell: no resource, or parameters that the action does not have.</summary>
    private FactState Missing(in AccessRequest request, bool ofRequest)
    {
        if (!ofRequest)
        {
            return request.HasTarget || request.Action.IsCreation ? FactState.Unknown : FactState.Absent;
        }

        ActionTraits needed = _fact switch
        {
            Fact.RequestAlias => ActionTraits.RequestAlias,
            Fact.EncryptionAlgorithm => ActionTraits.RequestAlgorithm,
            _ => ActionTraits.RequestTags,
        };
        return (request.Action.Traits & needed) != 0 ? FactState.Unknown : FactState.Absent;
    }

    private string? ReadResource(IResourceFacts resource) => _fact switch
    {
        Fact.EnterpriseProjectId => resource.EnterpriseProjectId,
        Fact.ResourceTag => resource.FindTag(_tag),
        Fact.KeySpec => resource.KeySpec,
        Fact.KeyUsage => resource.KeyUsage,
        Fact.KeyOrigin => resource.KeyOrigin,
        Fact.SecretType => resource.SecretType,
        Fact.KeyPairAlgorithm => resource.KeyPairAlgorithm,
        Fact.KeyPairKmsKeyId => resource.KeyPairKmsKeyId,
        _ => throw new InvalidOperationException($"{Name} is no single text about a resource."),
    };
}
