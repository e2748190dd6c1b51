using System.Security.Cryptography;
using Dew.Core;
using Dew.Protocol.Signing;

namespace Dew.Daemon.Identity;

internal sealed partial class SignatureVerifier<TKey>
{
    /// <summary>Stands in for the secret of an access key that does not exist, so that the work is the same.</summary>
    private readonly byte[] _nobodysSecret = RandomNumberGenerator.GetBytes(40);

    /// <summary>Checks the signature, whether the key may be used, and that the signature was not used before.</summary>
    /// <param name="pending">What <see cref="Begin"/> gave; its request must still be the current one.</param>
    /// <param name="payloadHash">The SHA-256 of the body as received, 32 bytes (<see cref="PayloadHash"/>).</param>
    /// <returns>The access key that signed.</returns>
    internal Outcome<TKey> Complete(in PendingSignature<TKey> pending, ReadOnlySpan<byte> payloadHash)
    {
        Span<byte> signature = stackalloc byte[RequestSignature.Length];
        bool isRight = HasPayload(pending, payloadHash) & IsSigned(pending, payloadHash, signature);
        if (pending.Key is not { } key)
        {
            return !_options.TellUnknownAccessKey ? AuthenticationFailures.SignatureWrong
                : pending.IsTemporary ? AuthenticationFailures.SecurityTokenInvalid
                : AuthenticationFailures.AccessKeyUnknown;
        }

        // Only who has the secret is told how the key stands.
        if (!isRight)
        {
            return AuthenticationFailures.SignatureWrong;
        }

        if (!key.IsEnabled)
        {
            return AuthenticationFailures.AccessKeyDisabled;
        }

        if (key.ExpiresAt <= _time.GetUtcNow())
        {
            return pending.IsTemporary ? AuthenticationFailures.SecurityTokenExpired : AuthenticationFailures.AccessKeyExpired;
        }

        // Again, because the body may have taken its time, and the memory of uses reaches only as far as the window.
        if (!IsInWindow(pending.SignedAt))
        {
            return AuthenticationFailures.TimeDifference;
        }

        return _replays.Use(signature, pending.SignedAt) switch
        {
            ReplayDecision.Accepted => key,
            ReplayDecision.Replayed => AuthenticationFailures.Replayed,
            _ => AuthenticationFailures.ReplayUnknowable,
        };
    }

    /// <summary>A hash that the client computed itself changes nothing: it must be the body's.</summary>
    private static bool HasPayload(in PendingSignature<TKey> pending, ReadOnlySpan<byte> payloadHash)
    {
        if (pending.ContentHash is not { } claimed)
        {
            return true;
        }

        Span<char> hex = stackalloc char[2 * PayloadHash.Length];
        return Convert.TryToHexStringLower(payloadHash, hex, out int written) && claimed.AsSpan().SequenceEqual(hex[..written]);
    }

    private bool IsSigned(in PendingSignature<TKey> pending, ReadOnlySpan<byte> payloadHash, Span<byte> signature)
    {
        Span<byte> claimed = stackalloc byte[RequestSignature.Length];
        Span<byte> secret = stackalloc byte[IAccessKey.MaxSecretLength];
        try
        {
            Convert.FromHexString(pending.Authorization.Signature.Span, claimed, out _, out _);
            if (pending.Key is null || !pending.Key.TryCopySecret(secret, out int length))
            {
                _nobodysSecret.CopyTo(secret);
                length = _nobodysSecret.Length;
            }

            PathForm last = CanonicalRequest.HasForms(pending.Request.Path) ? PathForm.AsciiEncodedAgain : PathForm.Decoded;
            for (PathForm form = PathForm.Decoded; form <= last; form++)
            {
                Sign(pending, form, payloadHash, secret[..length], signature);
                if (CryptographicOperations.FixedTimeEquals(signature, claimed))
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static void Sign(
        in PendingSignature<TKey> pending, PathForm form, ReadOnlySpan<byte> payloadHash, ReadOnlySpan<byte> secret, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[PayloadHash.Length];
        HashRequest(pending, form, payloadHash, hash);
        if (pending.Authorization.Algorithm == SignatureAlgorithm.SdkHmacSha256)
        {
            RequestSignature.Compute(secret, pending.Date, hash, signature);
        }
        else
        {
            RequestSignature.ComputeDerived(secret, pending.Authorization.AccessKey.Span, pending.Authorization.Scope, pending.Date, hash, signature);
        }
    }

    private static void HashRequest(in PendingSignature<TKey> pending, PathForm form, ReadOnlySpan<byte> payloadHash, Span<byte> hash)
    {
        ReadOnlySpan<char> signedHeaders = pending.Authorization.SignedHeaders.Span;
        var canonical = new CanonicalRequest(pending.Request.Method);
        try
        {
            canonical.Path(pending.Request.Path, form);
            if (!canonical.TryQuery(pending.Request.Query))
            {
                throw new InvalidOperationException("The number of parameters was to be checked before.");
            }

            foreach (Range range in signedHeaders.Split(';'))
            {
                ReadOnlySpan<char> name = signedHeaders[range];
                canonical.Header(name, SigningHeaders.Find(pending.Request.Headers, name).ToString());
            }

            canonical.Finish(signedHeaders, payloadHash);
            canonical.Hash(hash);
        }
        finally
        {
            canonical.Dispose();
        }
    }
}
