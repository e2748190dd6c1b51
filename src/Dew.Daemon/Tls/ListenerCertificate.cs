using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.Core;
using Dew.Core.Certificates;

namespace Dew.Daemon.Tls;

/// <summary>The listener's certificate of the moment. Its key is made here, lives in this process only, and changes with every certificate.</summary>
internal sealed partial class ListenerCertificate
{
    private readonly CertificateAuthority _authority;
    private readonly ServerNames _names;
    private readonly TlsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile SslStreamCertificateContext? _current;
    private CertificateRecord? _record;

    internal ListenerCertificate(CertificateAuthority authority, ServerNames names, TlsOptions options, TimeProvider time, ILogger logger)
    {
        _authority = authority;
        _names = names;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>Raised with each new certificate, in DER.</summary>
    internal event Action<ReadOnlyMemory<byte>>? Changed;

    /// <summary>For the handshakes from now on; set once the first certificate was made.</summary>
    internal SslStreamCertificateContext Current => _current ?? throw new InvalidOperationException("The listener has no certificate yet.");

    /// <summary>Makes a new key and certificate, if there is none or two thirds of its life are over. Not for several threads at once.</summary>
    /// <returns>Whether there is a new one, or why the HSM did not sign. The present one stays then.</returns>
    internal async ValueTask<Outcome<bool>> RenewIfDueAsync()
    {
        if (_record is { } present && _time.GetUtcNow() < CertificateRules.RenewalDue(present.NotBefore, present.NotAfter))
        {
            return false;
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Outcome<CertificateRecord> issuing = await _authority.IssueServerAsync(
            CallContext.OfSystem(CertificateAuthority.IssueTrace), _names, key.ExportSubjectPublicKeyInfo(), _options.ServerValidity, isListener: true);
        if (!issuing.TryGet(out CertificateRecord? record, out Failure failure))
        {
            return failure;
        }

        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(record.Certificate.Span);
        // Clients with several certificates choose by the names of authorities they are told. Nothing is fetched: offline.
        _current = SslStreamCertificateContext.Create(
            certificate.CopyWithPrivateKey(key), [], offline: true,
            SslCertificateTrust.CreateForX509Collection([_authority.Certificate], sendTrustInHandshake: true));
        _record = record;
        LogRenewed(record.Serial, record.NotAfter);
        Changed?.Invoke(record.Certificate);
        await SupersedeOthersAsync(record);
        return true;
    }

    /// <summary>Those before have no key any more: this process has dropped it, or an earlier one took it with it.</summary>
    private async ValueTask SupersedeOthersAsync(CertificateRecord current)
    {
        DateTimeOffset now = _time.GetUtcNow();
        foreach (CertificateRecord record in _authority.List())
        {
            if (record.Kind == CertificateKind.Server && record.HolderId == current.HolderId && record.Serial != current.Serial && CertificateRules.IsGood(record, now))
            {
                await _authority.RevokeAsync(CallContext.OfSystem(CertificateAuthority.RevokeTrace), record.Serial, RevocationReason.Superseded);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The TLS listener has a new certificate {Serial}, valid until {NotAfter:u}.")]
    private partial void LogRenewed(string serial, DateTimeOffset notAfter);
}
