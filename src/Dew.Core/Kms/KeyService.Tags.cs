namespace Dew.Core.Kms;

public sealed partial class KeyService
{
    /// <summary>Adds a tag to a key, or gives it another value.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="keyId">The key; not waiting for its deletion.</param>
    /// <param name="tag">The tag.</param>
    public async ValueTask<Outcome<KeyRecord>> PutTagAsync(CallContext call, Guid keyId, Tag tag)
    {
        if (TagRules.Check(tag) is { } refused)
        {
            return refused;
        }

        return await ChangeAsync(call, keyId, key =>
            CheckEditable(key) is { } fixedNow ? fixedNow
            : key.Tags.With(tag) is { Count: > TagRules.MaxTags } ? TagRules.TooMany()
            : key with { Tags = key.Tags.With(tag) });
    }

    /// <summary>Takes a tag away from a key.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="keyId">The key; not waiting for its deletion.</param>
    /// <param name="tagKey">The tag's key.</param>
    public ValueTask<Outcome<KeyRecord>> RemoveTagAsync(CallContext call, Guid keyId, string tagKey) =>
        ChangeAsync(call, keyId, key =>
            CheckEditable(key) is { } fixedNow ? fixedNow
            : key.Tags.Find(tagKey) is null ? new Failure(Status.TagNotFound, $"Key {keyId} has no such tag.")
            : key with { Tags = key.Tags.Without(tagKey) });
}
