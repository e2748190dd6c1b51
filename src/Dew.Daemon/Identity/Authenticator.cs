using System.Net;
using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Daemon.Tls;
using Dew.Protocol.Signing;

namespace Dew.Daemon.Identity;

/// <summary>
/// Who sends a request: whoever signed it; without a signature, on a Unix socket the user that the kernel names, on TLS the holder of the
/// client certificate. A request that claims a signature is judged by it alone, whatever the connection says.
/// </summary>
internal sealed class Authenticator
{
    private readonly DirectoryService _directory;
    private readonly SignatureVerifier<DirectoryKey> _signatures;

    public Authenticator(DirectoryService directory, SignatureVerifier<DirectoryKey> signatures)
    {
        _directory = directory;
        _signatures = signatures;
    }

    /// <summary>How a request came.</summary>
    internal static AuditChannel ChannelOf(HttpContext http) =>
        http.Features.Get<PeerFeature>() is not null ? AuditChannel.Unix
        : http.Features.Get<TlsFeature>() is not null ? AuditChannel.Tls
        : AuditChannel.Http;

    /// <summary>Before the body is read.</summary>
    internal Outcome<Caller> Recognise(HttpContext http)
    {
        AuditChannel channel = ChannelOf(http);
        IPAddress? address = channel == AuditChannel.Unix ? null : http.Connection.RemoteIpAddress;
        if (SignatureVerifier<DirectoryKey>.IsClaimed(http.Request.Headers))
        {
            return _signatures.Begin(RequestView.Of(http)).TryGet(out PendingSignature<DirectoryKey> pending, out Failure failure)
                ? new Caller(channel, address, null, pending)
                : failure;
        }

        return ByConnection(http).TryGet(out Principal? principal, out Failure stranger) ? new Caller(channel, address, principal, null) : stranger;
    }

    /// <summary>With the body.</summary>
    internal Outcome<Principal> Complete(in Caller caller, ReadOnlySpan<byte> body)
    {
        if (caller.Signature is not { } pending)
        {
            return caller.Principal!;
        }

        Span<byte> hash = stackalloc byte[PayloadHash.Length];
        PayloadHash.Compute(body, hash);
        using DirectoryKey? key = pending.Key;
        if (!_signatures.Complete(pending, hash).TryGet(out DirectoryKey? signer, out Failure failure))
        {
            return failure;
        }

        signer.MarkUsed();
        return signer.Principal;
    }

    private Outcome<Principal> ByConnection(HttpContext http)
    {
        if (http.Features.Get<PeerFeature>() is { } peer)
        {
            return _directory.PrincipalOfPeer(peer.UserId, peer.GroupIds) is { } user ? user : new Failure(
                Status.NotPermitted,
                $"User {peer.UserId} of this machine stands for no enabled user of the appliance. Sign the request with an access key, or ask an "
                + $"administrator for: dew iam peer add user:{peer.UserId} USER");
        }

        if (http.Features.Get<TlsFeature>() is not { } tls)
        {
            return AuthenticationFailures.Unsigned;
        }

        Principal? holder = tls.HolderKind == PrincipalKind.Service ? _directory.PrincipalOfService(tls.HolderId) : _directory.PrincipalOfUser(tls.HolderId);
        return holder is { } known ? known : AuthenticationFailures.HolderGone;
    }
}
