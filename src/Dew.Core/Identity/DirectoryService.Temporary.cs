using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dew.SecureMemory;

namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    private const int MaxTokenLength = 1024;

    /// <summary>
    /// Makes temporary credentials for an agency that trusts the caller, who is a user or a service; who acts for an agency cannot go on to
    /// another. Nothing is stored: the security token carries it all, sealed.
    /// </summary>
    /// <param name="call">Who asks.</param>
    /// <param name="agency">The agency's name or id.</param>
    /// <param name="durationSeconds">How long they live, 900 to the maximum of the agency; null for 900.</param>
    /// <returns>The credentials, to be disposed.</returns>
    public Outcome<TemporaryCredential> AssumeAgency(CallContext call, string agency, int? durationSeconds = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        DirectorySnapshot snapshot = _snapshot;
        bool known = TryFind(call, snapshot.Tables.Agencies, AgencyKind, agency, out Agency? found, out _);
        if (!known || call.Principal.Kind is not (PrincipalKind.User or PrincipalKind.Service) || !snapshot.MayAssume(found!, call.Principal.Id))
        {
            return new Failure(Status.NotPermitted, "There is no agency of that name that the caller may assume.");
        }

        int seconds = durationSeconds ?? DirectoryRules.MinDurationSeconds;
        if (seconds < DirectoryRules.MinDurationSeconds || seconds > found!.MaxDurationSeconds)
        {
            return new Failure(
                Status.EntryInvalid,
                $"duration_seconds must be {DirectoryRules.MinDurationSeconds} to {found!.MaxDurationSeconds}, the maximum of agency {found.Name}.");
        }

        string id = AccessKeyText.NewTemporaryId();
        DateTimeOffset expires = Now().AddSeconds(seconds);
        SecretBuffer secret = AccessKeyText.NewSecret();
        using SecretBuffer content = SecurityTokenFormat.Write(id, secret, found.Id, expires, call.Principal.Id);
        return new TemporaryCredential(secret)
        {
            AccessKeyId = id,
            SecurityToken = Base64Url.EncodeToString(_store.SealValue(SecurityTokenFormat.Purpose, content.DangerousGetSpan())),
            Agency = found,
            Expires = expires,
        };
    }

    /// <summary>
    /// Opens the security token of a request. Refused when it is not one of this appliance, of another access key, or when its agency is gone
    /// or no longer trusts who assumed it. An expired one is opened: only who has its secret is to be told, so look at
    /// <see cref="TemporaryKey.Expires"/> once the signature is found right.
    /// </summary>
    /// <param name="token">The token, base64url.</param>
    /// <param name="accessKeyId">The access key id of the same request.</param>
    /// <returns>The key, to be disposed, or <see cref="Status.AuthenticationFailed"/> with the cause.</returns>
    public Outcome<TemporaryKey> OpenSecurityToken(string token, ReadOnlySpan<char> accessKeyId)
    {
        ArgumentNullException.ThrowIfNull(token);
        byte[]? content = token.Length is 0 or > MaxTokenLength || !Base64Url.IsValid(token)
            ? null
            : _store.OpenValue(SecurityTokenFormat.Purpose, Base64Url.DecodeFromChars(token));
        if (content is null)
        {
            return Unauthenticated("the security token is not one of this appliance");
        }

        try
        {
            return Check(content, accessKeyId);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private Outcome<TemporaryKey> Check(ReadOnlySpan<byte> content, ReadOnlySpan<char> accessKeyId)
    {
        if (!SecurityTokenFormat.TryRead(content, out SecurityTokenFormat.Parts parts))
        {
            return Unauthenticated("the security token is not one of this version");
        }

        if (!Ascii.Equals(parts.AccessKeyId, accessKeyId))
        {
            return Unauthenticated("the security token belongs to another access key");
        }

        DirectorySnapshot snapshot = _snapshot;
        if (snapshot.Tables.Agencies.Find(parts.AgencyId) is not { } agency)
        {
            return Unauthenticated("the agency of the security token does not exist any more");
        }

        if (!snapshot.MayAssume(agency, parts.Assumer))
        {
            return Unauthenticated("who got the security token is disabled or may not assume the agency any more");
        }

        var secret = new SecretBuffer(parts.Secret.Length);
        parts.Secret.CopyTo(secret.DangerousGetSpan());
        var principal = new Principal(PrincipalKind.Agency, agency.Id, agency.Name)
        {
            AccessKeyId = accessKeyId.ToString(),
            AssumedBy = parts.Assumer,
        };
        return new TemporaryKey(principal, parts.Expires, secret);
    }

    private static Failure Unauthenticated(string cause) => new(Status.AuthenticationFailed, $"Incorrect IAM authentication information: {cause}.");
}
