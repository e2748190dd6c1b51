using System.Globalization;
using Dew.Client.Rest;
using Dew.Protocol.Rest;
using Dew.SecureMemory;

namespace Dew.Client;

/// <content>The audit trail.</content>
public sealed partial class DewClient
{
    private const string Audit = "/appliance/v1/audit/";

    /// <summary>Audit records, the newest first. There may be fewer than asked for, or none, and yet more behind the marker.</summary>
    /// <param name="search">Which.</param>
    /// <param name="limit">How many at most, 1..200.</param>
    /// <param name="marker">Only records before this sequence; null to begin at the newest.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<AuditRecordsResponse> ListAuditAsync(
        AuditSearch search, int limit, long? marker = null, CancellationToken cancellationToken = default) =>
        GetAsync(AuditPath(search, limit, ("marker", Number(marker))), AuditRestJson.Default.AuditRecordsResponse, unhurried: false, cancellationToken);

    /// <summary>Audit records after one, the oldest first; waits for some if there are none yet.</summary>
    /// <param name="search">Which.</param>
    /// <param name="limit">How many at most, 1..200.</param>
    /// <param name="after">The sequence after which they come.</param>
    /// <param name="wait">How long to wait, in whole seconds up to 60; after that the answer is empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<AuditRecordsResponse> FollowAuditAsync(
        AuditSearch search, int limit, long after, TimeSpan wait, CancellationToken cancellationToken = default) =>
        GetAsync(
            AuditPath(search, limit, ("after", Number(after)), ("wait", Number((long)wait.TotalSeconds))),
            AuditRestJson.Default.AuditRecordsResponse,
            unhurried: true,
            cancellationToken);

    /// <summary>One audit record, byte for byte as it is kept, so that its hash can be computed.</summary>
    public async Task<byte[]> GetAuditRecordAsync(long sequence, CancellationToken cancellationToken = default)
    {
        using SecretBuffer body = await _transport.SendAsync(
            new RestCall(HttpMethod.Get, $"{Audit}records/{Number(sequence)}", default), cancellationToken);
        return body.DangerousGetSpan().ToArray();
    }

    /// <summary>How far the trail is, and how far it is signed and exported.</summary>
    public Task<AuditHeadResponse> GetAuditHeadAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Audit + "head", AuditRestJson.Default.AuditHeadResponse, unhurried: false, cancellationToken);

    /// <summary>The key that verifies signed heads.</summary>
    public Task<AuditPublicKeyResponse> GetAuditPublicKeyAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Audit + "public-key", AuditRestJson.Default.AuditPublicKeyResponse, unhurried: false, cancellationToken);

    /// <summary>Has the appliance verify its whole trail; there is no time limit.</summary>
    public async Task<VerifyAuditResponse> VerifyAuditAsync(CancellationToken cancellationToken = default)
    {
        using SecretBuffer body = await _transport.SendAsync(
            new RestCall(HttpMethod.Post, Audit + "verify", "{}"u8.ToArray(), Unhurried: true), cancellationToken);
        return Parse(body, AuditRestJson.Default.VerifyAuditResponse);
    }

    /// <summary>Writes records and signed heads line by line, as many as a range of time needs to be verified by itself.</summary>
    /// <param name="destination">Where to write. If this fails, what was written is a part only.</param>
    /// <param name="from">Later than this; null for the beginning.</param>
    /// <param name="to">Earlier than this; null for the end.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    public Task ExportAuditAsync(Stream destination, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken = default) =>
        _transport.DownloadAsync(
            new RestCall(HttpMethod.Get, RestPath.WithQuery(Audit + "export", ("from", Milliseconds(from)), ("to", Milliseconds(to))), default, Unhurried: true),
            destination,
            cancellationToken);

    private static string AuditPath(AuditSearch search, int limit, params ReadOnlySpan<(string Name, string? Value)> place) => RestPath.WithQuery(
        Audit + "records",
        [
            ("limit", Number(limit)),
            ("from", Milliseconds(search.From)),
            ("to", Milliseconds(search.To)),
            ("trace_name", search.TraceName),
            ("user", search.User),
            ("resource_type", search.ResourceType),
            ("resource_id", search.ResourceId),
            ("resource_name", search.ResourceName),
            ("trace_rating", search.Rating),
            ("access_key_id", search.AccessKeyId),
            .. place,
        ]);

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Milliseconds(DateTimeOffset? time) => Number(time?.ToUnixTimeMilliseconds());
}
