using System.Runtime.CompilerServices;
using Dew.Protocol.Rest;

namespace Dew.Client;

/// <content>The life of keys.</content>
public sealed partial class DewClient
{
    /// <summary>The largest page of list-keys.</summary>
    private const string MaxPage = "1000";

    /// <summary>Creates a key. Not tried again when it is unclear whether the first try did it.</summary>
    public async Task<CreatedKey> CreateKeyAsync(CreateKeyRequest request, CancellationToken cancellationToken = default) =>
        (await KmsAsync(
            "create-key",
            request,
            RestJson.Default.CreateKeyRequest,
            RestJson.Default.CreateKeyResponse,
            cancellationToken,
            mayBeDoneTwice: false)).KeyInfo;

    /// <summary>Everything the appliance tells of a key.</summary>
    public async Task<KeyDetails> DescribeKeyAsync(string keyId, CancellationToken cancellationToken = default) =>
        (await KeyOperationAsync("describe-key", keyId, RestJson.Default.DescribeKeyResponse, cancellationToken)).KeyInfo;

    /// <summary>One page of keys.</summary>
    public Task<ListKeysResponse> ListKeysAsync(ListKeysRequest request, CancellationToken cancellationToken = default) =>
        KmsAsync("list-keys", request, RestJson.Default.ListKeysRequest, RestJson.Default.ListKeysResponse, cancellationToken);

    /// <summary>All keys that pass the filter, page by page; keys made or deleted meanwhile may be missed or come twice.</summary>
    /// <param name="filter">State, specification, enterprise project, the marker to begin at and the page size.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public async IAsyncEnumerable<KeyDetails> ListAllKeysAsync(
        ListKeysRequest filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ListKeysRequest page = filter with { Limit = filter.Limit ?? MaxPage };
        while (true)
        {
            ListKeysResponse answer = await ListKeysAsync(page, cancellationToken);
            foreach (KeyDetails key in answer.KeyDetails)
            {
                yield return key;
            }

            if (answer.Truncated != "true")
            {
                yield break;
            }

            if (answer.NextMarker.Length == 0 || answer.NextMarker == page.Marker)
            {
                DewException.ThrowMalformed("list-keys says that there is another page but its marker does not advance");
            }

            page = page with { Marker = answer.NextMarker };
        }
    }

    /// <summary>Enables a disabled key.</summary>
    public async Task<KeyStatusInfo> EnableKeyAsync(string keyId, CancellationToken cancellationToken = default) =>
        (await KeyOperationAsync("enable-key", keyId, RestJson.Default.KeyStatusResponse, cancellationToken)).KeyInfo;

    /// <summary>Disables an enabled key: it cannot be used until it is enabled again.</summary>
    public async Task<KeyStatusInfo> DisableKeyAsync(string keyId, CancellationToken cancellationToken = default) =>
        (await KeyOperationAsync("disable-key", keyId, RestJson.Default.KeyStatusResponse, cancellationToken)).KeyInfo;

    /// <summary>Has a key deleted after some days; until then <see cref="CancelKeyDeletionAsync"/> takes it back.</summary>
    /// <param name="keyId">The key, a UUID.</param>
    /// <param name="pendingDays">7..1096.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<KeyStatusInfo> ScheduleKeyDeletionAsync(string keyId, int pendingDays, CancellationToken cancellationToken = default) =>
        KmsAsync(
            "schedule-key-deletion",
            new ScheduleKeyDeletionRequest { KeyId = keyId, PendingDays = Decimal(pendingDays) },
            RestJson.Default.ScheduleKeyDeletionRequest,
            RestJson.Default.KeyStatusInfo,
            cancellationToken);

    /// <summary>Takes a scheduled deletion back; the key is disabled then.</summary>
    public Task<KeyStatusInfo> CancelKeyDeletionAsync(string keyId, CancellationToken cancellationToken = default) =>
        KeyOperationAsync("cancel-key-deletion", keyId, RestJson.Default.KeyStatusInfo, cancellationToken);

    /// <summary>Gives a key another alias.</summary>
    public async Task<KeyAliasInfo> UpdateKeyAliasAsync(string keyId, string alias, CancellationToken cancellationToken = default) =>
        (await KmsAsync(
            "update-key-alias",
            new UpdateKeyAliasRequest { KeyId = keyId, KeyAlias = alias },
            RestJson.Default.UpdateKeyAliasRequest,
            RestJson.Default.UpdateKeyAliasResponse,
            cancellationToken)).KeyInfo;

    /// <summary>Gives a key another description, possibly empty.</summary>
    public async Task<KeyDescriptionInfo> UpdateKeyDescriptionAsync(
        string keyId, string description, CancellationToken cancellationToken = default) =>
        (await KmsAsync(
            "update-key-description",
            new UpdateKeyDescriptionRequest { KeyId = keyId, KeyDescription = description },
            RestJson.Default.UpdateKeyDescriptionRequest,
            RestJson.Default.UpdateKeyDescriptionResponse,
            cancellationToken)).KeyInfo;

    /// <summary>The public half of an asymmetric key.</summary>
    public Task<PublicKeyResponse> GetPublicKeyAsync(string keyId, CancellationToken cancellationToken = default) =>
        KeyOperationAsync("get-publickey", keyId, RestJson.Default.PublicKeyResponse, cancellationToken);
}
