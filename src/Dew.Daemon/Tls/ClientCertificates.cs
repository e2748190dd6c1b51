using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.Core.Certificates;
using Dew.Core.Ports;

namespace Dew.Daemon.Tls;

/// <summary>
/// Which client certificates are let in: issued by this appliance's authority and nobody else, for clients, valid now, and in the store as
/// issued and not revoked. Nothing is asked of the network or of the system's store of authorities.
/// </summary>
internal sealed partial class ClientCertificates
{
    private const int LogsPerSecond = 5;

    private readonly CertificateAuthority _authority;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private long _refused;
    private long _second;
    private int _logged;

    internal ClientCertificates(CertificateAuthority authority, TimeProvider time, ILogger logger)
    {
        _authority = authority;
        _time = time;
        _logger = logger;
    }

    /// <summary>Certificates refused since the start, missing ones included.</summary>
    internal long Refused => Interlocked.Read(ref _refused);

    /// <summary>How the chain of one handshake is built.</summary>
    internal X509ChainPolicy NewPolicy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck, // the store knows better, see Accept
            DisableCertificateDownloads = true,
            VerificationTime = _time.GetUtcNow().LocalDateTime,
            VerificationTimeIgnored = false,
        };
        policy.CustomTrustStore.Add(_authority.Certificate);
        policy.ApplicationPolicy.Add(new Oid(CertificateProfile.ClientAuthentication));
        return policy;
    }

    /// <summary>During the handshake, after the chain was built: the last word on a certificate.</summary>
    internal bool Accept(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 present && errors == SslPolicyErrors.None && Recognise(present) is not null)
        {
            return true;
        }

        Interlocked.Increment(ref _refused);
        if (MayLog())
        {
            LogRefused((certificate as X509Certificate2)?.SerialNumber ?? "(none)", Describe(certificate, chain, errors));
        }

        return false;
    }

    /// <summary>The record of a certificate whose chain is good; null if it is not exactly what was issued, not for clients, revoked or not valid now.</summary>
    internal CertificateRecord? Recognise(X509Certificate2 certificate)
    {
        CertificateRecord? record;
        try
        {
            record = _authority.Find(Convert.ToHexStringLower(certificate.SerialNumberBytes.Span));
        }
        catch (StoreException e)
        {
            LogStoreTrouble(e);
            return null;
        }

        return record is { Kind: CertificateKind.Client } && record.Certificate.Span.SequenceEqual(certificate.RawDataMemory.Span) &&
            CertificateRules.IsGood(record, _time.GetUtcNow()) ? record : null;
    }

    private static string Describe(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is null ? "no certificate was sent"
        : errors == SslPolicyErrors.None ? "it is revoked, or not one of the appliance's client certificates"
        : chain is null ? errors.ToString()
        : string.Join(", ", chain.ChainStatus.Select(static status => status.Status));

    /// <summary>Refusals cost a client nothing, so the log takes a few a second only; the counter has all.</summary>
    private bool MayLog()
    {
        long second = _time.GetUtcNow().ToUnixTimeSeconds();
        if (Interlocked.Exchange(ref _second, second) != second)
        {
            Volatile.Write(ref _logged, 0);
        }

        return Interlocked.Increment(ref _logged) <= LogsPerSecond;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The client certificate {Serial} was refused: {Reason}.")]
    private partial void LogRefused(string serial, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A client certificate could not be looked up, so it was refused.")]
    private partial void LogStoreTrouble(Exception exception);
}
