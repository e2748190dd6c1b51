using Dew.Core;
using Dew.Core.Kms;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

internal static partial class KeyEndpoints
{
    internal static ValueTask DescribeAsync(RestRequest request) => QueryAsync(
        request,
        static (keys, keyId) => keys.Describe(keyId),
        static (request, key) => request.WriteAsync(new DescribeKeyResponse { KeyInfo = KeyMessages.Details(key, request.Appliance.Identity) },
            RestJson.Wire.DescribeKeyResponse));

    internal static ValueTask GetPublicKeyAsync(RestRequest request) => QueryAsync(
        request,
        static (keys, keyId) => keys.GetPublicKey(keyId) is var outcome && outcome.TryGet(out string? pem, out Failure failure)
            ? new PublicKeyResponse { KeyId = keyId.ToString(), PublicKey = pem }
            : (Outcome<PublicKeyResponse>)failure,
        static (request, message) => request.WriteAsync(message, RestJson.Wire.PublicKeyResponse));

    /// <summary>
    /// The default page is the largest one, so that a client that does not page misses nothing below 1000 keys. Without key_spec only AES_256
    /// keys are listed (reference section 11).
    /// </summary>
    internal static ValueTask ListAsync(RestRequest request)
    {
        RequestFields fields = request.Fields;
        long limit = fields.OptionalNumber("limit", Status.LimitInvalid) ?? KeyService.MaxPageSize;
        long marker = fields.OptionalMarker();
        var filter = new KeyFilter(request.Call.ProjectId, fields.KeyStateFilter(), fields.KeySpecFilter(), fields.EnterpriseProjectFilter());
        fields.Sequence();
        if (fields.HasFailed(out Failure failure))
        {
            return request.RefuseAsync(failure);
        }

        Outcome<KeyPage> listing = request.Appliance.Keys.List(filter, marker, (int)Math.Clamp(limit, -1, int.MaxValue));
        return request.AnswerAsync(listing, (request, page) =>
        {
            long next = marker + page.Keys.Count;
            bool truncated = page.Keys.Count > 0 && next < page.Total;
            return request.WriteAsync(new ListKeysResponse
                {
                    Keys = [.. page.Keys.Select(static key => key.Id.ToString())],
                    KeyDetails = [.. page.Keys.Select(key => KeyMessages.Details(key, request.Appliance.Identity))],
                    NextMarker = truncated ? KeyMessages.Number(next) : "",
                    Truncated = truncated ? "true" : "false",
                    Total = page.Total,
                },
                RestJson.Wire.ListKeysResponse);
        });
    }

    private static ValueTask QueryAsync<T>(
        RestRequest request, Func<KeyService, Guid, Outcome<T>> query, Func<RestRequest, T, ValueTask> write)
    {
        Guid keyId = request.Fields.KeyId();
        request.Fields.Sequence();
        return request.Fields.HasFailed(out Failure failure)
            ? request.RefuseAsync(failure)
            : request.AnswerAsync(query(request.Appliance.Keys, keyId), write);
    }
}
