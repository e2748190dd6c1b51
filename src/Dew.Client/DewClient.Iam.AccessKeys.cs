using System.Text.Json;
using Dew.Client.Rest;
using Dew.Protocol.Rest;
using Dew.SecureMemory;

namespace Dew.Client;

/// <content>Access keys of the directory.</content>
public sealed partial class DewClient
{
    /// <summary>Creates an access key for a user or a service.</summary>
    /// <returns>The key with its secret, which cannot be had again; the caller disposes it.</returns>
    public Task<IssuedCredential> CreateAccessKeyAsync(CreateAccessKeyRequest request, CancellationToken cancellationToken = default) =>
        IssueAsync(Iam + "access-keys", JsonSerializer.SerializeToUtf8Bytes(request, IamJson.Default.CreateAccessKeyRequest), cancellationToken);

    /// <summary>The access keys without their secrets, by id.</summary>
    /// <param name="user">Only those of a user; null for all.</param>
    /// <param name="service">Only those of a service; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IamAccessKeys> ListAccessKeysAsync(string? user = null, string? service = null, CancellationToken cancellationToken = default) =>
        GetAsync(
            RestPath.WithQuery(Iam + "access-keys", ("user", user), ("service", service)), IamJson.Default.IamAccessKeys, unhurried: false, cancellationToken);

    /// <summary>One access key without its secret.</summary>
    public Task<IamAccessKey> GetAccessKeyAsync(string accessKeyId, CancellationToken cancellationToken = default) =>
        GetAsync(AccessKeyPath(accessKeyId), IamJson.Default.IamAccessKey, unhurried: false, cancellationToken);

    /// <summary>Changes whether an access key is accepted, or its description; what is null stays.</summary>
    public Task<IamAccessKey> UpdateAccessKeyAsync(string accessKeyId, UpdateAccessKeyRequest change, CancellationToken cancellationToken = default) =>
        PutAsync(AccessKeyPath(accessKeyId), change, IamJson.Default.UpdateAccessKeyRequest, IamJson.Default.IamAccessKey, cancellationToken);

    /// <summary>Deletes an access key.</summary>
    public Task DeleteAccessKeyAsync(string accessKeyId, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, AccessKeyPath(accessKeyId), default, cancellationToken);

    /// <summary>Creates an access key in place of another one.</summary>
    /// <param name="accessKeyId">The old one.</param>
    /// <param name="grace">How long the old one is still accepted, in whole seconds; null for the appliance's default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The new key with its secret, which cannot be had again; the caller disposes it.</returns>
    public Task<IssuedCredential> RotateAccessKeyAsync(string accessKeyId, TimeSpan? grace = null, CancellationToken cancellationToken = default)
    {
        var request = new RotateAccessKeyRequest { GraceSeconds = grace is { } time ? checked((int)time.TotalSeconds) : null };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(request, IamJson.Default.RotateAccessKeyRequest);
        return IssueAsync(AccessKeyPath(accessKeyId) + "/rotate", json, cancellationToken);
    }

    private async Task<IssuedCredential> IssueAsync(string path, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using SecretBuffer answer = await _transport.SendAsync(new RestCall(HttpMethod.Post, path, json, MayBeDoneTwice: false), cancellationToken);
        return ReadIssued(SecretJsonReader.ReadObject(answer.DangerousGetSpan(), "credential"));
    }

    private static IssuedCredential ReadIssued(ReadOnlySpan<byte> credential)
    {
        string access = SecretJsonReader.ReadText(credential, "access");
        return new IssuedCredential(SecretJsonReader.ReadUtf8(credential, "secret"))
        {
            AccessKeyId = access,
            UserId = TextOrNull(credential, "user_id"),
            UserName = TextOrNull(credential, "user_name"),
            Service = TextOrNull(credential, "service"),
        };
    }

    private static string? TextOrNull(ReadOnlySpan<byte> json, string name) =>
        SecretJsonReader.Has(json, name) ? SecretJsonReader.ReadText(json, name) : null;

    private static string AccessKeyPath(string accessKeyId) => Iam + "access-keys/" + RestPath.Segment(accessKeyId);
}
