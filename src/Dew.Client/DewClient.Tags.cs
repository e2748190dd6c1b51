using System.Text.Json;
using Dew.Client.Rest;
using Dew.Protocol.Rest;

namespace Dew.Client;

/// <content>Tags of keys.</content>
public sealed partial class DewClient
{
    /// <summary>The tags of a key, by their keys.</summary>
    /// <param name="keyId">The key, a UUID.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<KeyTagsResponse> ListTagsAsync(string keyId, CancellationToken cancellationToken = default) =>
        await GetAsync(await TagsPathAsync(keyId, cancellationToken), RestJson.Default.KeyTagsResponse, unhurried: false, cancellationToken);

    /// <summary>Gives a key a tag; one of the same key is replaced.</summary>
    /// <param name="keyId">The key, a UUID.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task AddTagAsync(string keyId, TagItem tag, CancellationToken cancellationToken = default)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new CreateTagRequest { Tag = tag }, RestJson.Default.CreateTagRequest);
        await SendAsync(HttpMethod.Post, await TagsPathAsync(keyId, cancellationToken), json, cancellationToken);
    }

    /// <summary>Takes a tag away.</summary>
    /// <param name="keyId">The key, a UUID.</param>
    /// <param name="tagKey">The tag's key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RemoveTagAsync(string keyId, string tagKey, CancellationToken cancellationToken = default) =>
        await SendAsync(HttpMethod.Delete, $"{await TagsPathAsync(keyId, cancellationToken)}/{RestPath.Segment(tagKey)}", default, cancellationToken);

    private async Task<string> TagsPathAsync(string keyId, CancellationToken cancellationToken) =>
        $"/v1.0/{RestPath.Segment(await ProjectAsync(cancellationToken))}/kms/{RestPath.Segment(keyId)}/tags";
}
