using Dew.Core;
using Dew.Core.Kms;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Tags of keys over REST (reference section 2.9).</summary>
internal static class TagEndpoints
{
    internal static ValueTask ListAsync(RestRequest request)
    {
        if (!TryKeyId(request, out Guid keyId, out Failure malformed))
        {
            return request.RefuseAsync(malformed);
        }

        return request.AnswerAsync(request.Appliance.Keys.Describe(keyId), static (request, key) => request.WriteAsync(
            new KeyTagsResponse
            {
                Tags = [.. key.Tags.Select(static tag => new TagItem { Key = tag.Key, Value = tag.Value })],
                ExistingTags = key.Tags.Count,
            },
            RestJson.Wire.KeyTagsResponse));
    }

    internal static async ValueTask CreateAsync(RestRequest request)
    {
        Tag tag = request.Fields.Tag();
        request.Fields.Sequence();
        if (!TryKeyId(request, out Guid keyId, out Failure failure) || request.Fields.HasFailed(out failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        await DoneAsync(request, await request.Appliance.Keys.PutTagAsync(request.Call, keyId, tag));
    }

    /// <summary>The tag's key may hold slashes, raw or as %2F (reference section 1.7 of the clients' facts).</summary>
    internal static async ValueTask DeleteAsync(RestRequest request)
    {
        if (!TryKeyId(request, out Guid keyId, out Failure malformed))
        {
            await request.RefuseAsync(malformed);
            return;
        }

        await DoneAsync(request, await request.Appliance.Keys.RemoveTagAsync(request.Call, keyId, request.Path("tag_key")));
    }

    private static ValueTask DoneAsync(RestRequest request, Outcome<KeyRecord> outcome) =>
        request.AnswerAsync(outcome, static (request, _) => request.DoneAsync());

    private static bool TryKeyId(RestRequest request, out Guid keyId, out Failure failure)
    {
        failure = new Failure(Status.KeyIdMalformed, "The key id in the URL must be a UUID of 36 characters.");
        return Guid.TryParseExact(request.Path("key_id"), "D", out keyId);
    }
}
