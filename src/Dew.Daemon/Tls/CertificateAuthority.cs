using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Certificates;
using Dew.Core.Identity;
using Dew.Core.Ports;

namespace Dew.Daemon.Tls;

/// <summary>The appliance's own authority: its key is dew-ca in the HSM, its certificates are records of the store. All members may be called from any thread.</summary>
internal sealed class CertificateAuthority
{
    /// <summary>Life of certificates for which nothing else is asked.</summary>
    internal static readonly TimeSpan DefaultValidity = TimeSpan.FromDays(397);

    private const int SerialLength = 16;
    private static readonly TimeSpan s_authorityValidity = TimeSpan.FromDays(20 * 365.25);

    /// <summary>Clocks of clients may be behind.</summary>
    private static readonly TimeSpan s_backdate = TimeSpan.FromMinutes(5);

    private readonly TokenSignatureGenerator _generator;
    private readonly ICertificateStore _store;
    private readonly TimeProvider _time;

    private CertificateAuthority(TokenSignatureGenerator generator, ICertificateStore store, TimeProvider time, X509Certificate2 certificate)
    {
        _generator = generator;
        _store = store;
        _time = time;
        Certificate = certificate;
    }

    /// <summary>Raised after a revocation is on stable storage, with the serial. Whoever holds connections of that certificate closes them.</summary>
    internal event Action<string>? Revoked;

    /// <summary>The authority's certificate.</summary>
    internal X509Certificate2 Certificate { get; }

    /// <summary>The name of issuing in the audit trail.</summary>
    internal static Trace IssueTrace { get; } = Traces.Iam("issueCertificate", "certificate");

    /// <summary>The name of revoking in the audit trail.</summary>
    internal static Trace RevokeTrace { get; } = Traces.Iam("revokeCertificate", "certificate");

    /// <summary>Opens the authority; its certificate is made when there is none for the present key.</summary>
    /// <returns>The authority, or why the HSM did not sign.</returns>
    internal static async ValueTask<Outcome<CertificateAuthority>> OpenAsync(ITokenSigner signer, ICertificateStore store, TimeProvider time)
    {
        ReadOnlyMemory<byte> key = signer.PublicKey(TokenKey.Ca);
        if (key.IsEmpty)
        {
            return new Failure(Status.HsmFailed, "The HSM has no key dew-ca, so there is no authority for certificates.");
        }

        string fingerprint = Fingerprint(key.Span);
        DateTimeOffset now = time.GetUtcNow();
        var generator = new TokenSignatureGenerator(signer);
        CertificateRecord? record = store.List().LastOrDefault(
            r => r.Kind == CertificateKind.Authority && r.KeyFingerprint == fingerprint && CertificateRules.IsGood(r, now));
        if (record is null)
        {
            Outcome<CertificateRecord> making = await SignAsync(
                generator, CertificateProfile.Authority(fingerprint), key, issuer: null, Truncate(now - s_backdate), Truncate(now + s_authorityValidity), now);
            if (!making.TryGet(out record, out Failure failure))
            {
                return failure;
            }

            await store.AddAsync(Name(CallContext.OfSystem(IssueTrace), record), record);
        }

        return new CertificateAuthority(generator, store, time, X509CertificateLoader.LoadCertificate(record.Certificate.Span));
    }

    /// <summary>A certificate's record, or null.</summary>
    internal CertificateRecord? Find(string serial) => _store.Find(serial);

    /// <summary>All records, ordered by serial.</summary>
    internal IReadOnlyList<CertificateRecord> List() => _store.List();

    /// <summary>Issues a certificate for a server.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="names">Its names.</param>
    /// <param name="publicKey">Its key, DER SubjectPublicKeyInfo, of whose private half the requester has shown possession.</param>
    /// <param name="validity">How long.</param>
    /// <param name="isListener">Whether it is this appliance's own listener.</param>
    internal async ValueTask<Outcome<CertificateRecord>> IssueServerAsync(
        CallContext call, ServerNames names, ReadOnlyMemory<byte> publicKey, TimeSpan validity, bool isListener = false)
    {
        if (!names.Normalise().TryGet(out ServerNames? normal, out Failure failure))
        {
            return failure;
        }

        string name = normal.First is { Length: <= CertificateRules.MaxNameLength } first ? first : "server";
        return await IssueAsync(
            call, new CertificateProfile(CertificateKind.Server, name, PrincipalKind.System, isListener ? "listener" : "server", normal), publicKey, validity);
    }

    /// <summary>Issues a certificate for a client.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="holder">The user or service it shall stand for; its name becomes the common name.</param>
    /// <param name="publicKey">Its key, DER SubjectPublicKeyInfo, of whose private half the requester has shown possession.</param>
    /// <param name="validity">How long.</param>
    internal ValueTask<Outcome<CertificateRecord>> IssueClientAsync(
        CallContext call, Principal holder, ReadOnlyMemory<byte> publicKey, TimeSpan validity) =>
        holder.Kind is PrincipalKind.User or PrincipalKind.Service
            ? IssueAsync(call, new CertificateProfile(CertificateKind.Client, holder.Name, holder.Kind, holder.Id), publicKey, validity)
            : ValueTask.FromResult<Outcome<CertificateRecord>>(
                new Failure(Status.CertificateRequestInvalid, "A client certificate stands for a user or a service."));

    /// <summary>Issues another certificate for the same subject. The old one stays as it is: revoke it when the new one is in place.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="serial">The certificate.</param>
    /// <param name="publicKey">The new key; null for the same.</param>
    /// <param name="validity">How long.</param>
    internal async ValueTask<Outcome<CertificateRecord>> RenewAsync(CallContext call, string serial, ReadOnlyMemory<byte>? publicKey, TimeSpan validity)
    {
        if (_store.Find(serial) is not { } record)
        {
            return NotFound();
        }

        if (CertificateRules.CheckChangeable(record, _time.GetUtcNow()) is { } refused)
        {
            return refused;
        }

        using X509Certificate2 old = X509CertificateLoader.LoadCertificate(record.Certificate.Span);
        X509SubjectAlternativeNameExtension? names = old.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        var profile = new CertificateProfile(
            record.Kind, record.SubjectName, record.HolderKind, record.HolderId,
            record.Kind == CertificateKind.Server && names is not null ? new ServerNames([.. names.EnumerateDnsNames()], [.. names.EnumerateIPAddresses()]) : null);
        return await IssueAsync(call, profile, publicKey ?? old.PublicKey.ExportSubjectPublicKeyInfo(), validity);
    }

    /// <summary>Revokes a certificate, for ever. Its open connections are closed at once.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="serial">The certificate.</param>
    /// <param name="reason">Why.</param>
    internal async ValueTask<Outcome<CertificateRecord>> RevokeAsync(CallContext call, string serial, RevocationReason reason)
    {
        call.ResourceId = serial;
        Outcome<CertificateRecord> revoking = await _store.UpdateAsync(call, serial, record => CertificateRules.Revoke(record, reason, _time.GetUtcNow()));
        if (revoking.IsOk)
        {
            Revoked?.Invoke(serial);
        }

        return revoking;
    }

    /// <summary>The list of revoked certificates that have not expired, in DER, signed now.</summary>
    /// <param name="life">When the next list is to be expected.</param>
    internal async ValueTask<Outcome<byte[]>> BuildRevocationListAsync(TimeSpan life)
    {
        DateTimeOffset now = Truncate(_time.GetUtcNow());
        var builder = new CertificateRevocationListBuilder();
        foreach (CertificateRecord record in _store.List())
        {
            if (record.State == CertificateState.Revoked && record.NotAfter >= now)
            {
                builder.AddEntry(Convert.FromHexString(record.Serial), record.RevokedAt, Reason(record.RevocationReason));
            }
        }

        var number = new BigInteger(now.ToUnixTimeSeconds());
        var authorityKey = X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
            Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().First());
        return await GuardAsync(() => builder.Build(
            Certificate.SubjectName, _generator, number, now + life, HashAlgorithmName.SHA256, authorityKey, now));
    }

    private async ValueTask<Outcome<CertificateRecord>> IssueAsync(
        CallContext call, CertificateProfile profile, ReadOnlyMemory<byte> publicKey, TimeSpan validity)
    {
        if ((CertificateRules.CheckName(profile.SubjectName) ?? CertificateRules.CheckValidity(validity)) is { } refused)
        {
            return refused;
        }

        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset notBefore = Later(Truncate(now - s_backdate), Certificate.NotBefore.ToUniversalTime());
        DateTimeOffset notAfter = Earlier(Truncate(now + validity), Certificate.NotAfter.ToUniversalTime());
        Outcome<CertificateRecord> making = await SignAsync(_generator, profile, publicKey, Certificate, notBefore, notAfter, now);
        if (making.TryGet(out CertificateRecord? record, out _))
        {
            await _store.AddAsync(Name(call, record), record);
        }

        return making;
    }

    private static async ValueTask<Outcome<CertificateRecord>> SignAsync(
        TokenSignatureGenerator generator,
        CertificateProfile profile,
        ReadOnlyMemory<byte> publicKey,
        X509Certificate2? issuer,
        DateTimeOffset notBefore,
        DateTimeOffset notAfter,
        DateTimeOffset now)
    {
        PublicKey key = PublicKey.CreateFromSubjectPublicKeyInfo(publicKey.Span, out _);
        if (SubjectKeys.Check(key) is { } refused)
        {
            return refused;
        }

        byte[] serial = NewSerial();
        CertificateRequest request = profile.Describe(key, issuer);
        Outcome<byte[]> signing = await GuardAsync(() =>
        {
            using X509Certificate2 certificate = request.Create(issuer?.SubjectName ?? request.SubjectName, generator, notBefore, notAfter, serial);
            return certificate.RawData;
        });
        return !signing.TryGet(out byte[]? der, out Failure failure) ? failure : new CertificateRecord
        {
            Serial = Convert.ToHexStringLower(serial),
            Kind = profile.Kind,
            SubjectName = profile.SubjectName,
            HolderKind = profile.HolderKind,
            HolderId = profile.HolderId,
            NotBefore = notBefore,
            NotAfter = notAfter,
            IssuedAt = now,
            KeyFingerprint = Fingerprint(publicKey.Span),
            Certificate = der,
        };
    }

    /// <summary>On a thread that may wait for the HSM.</summary>
    private static async ValueTask<Outcome<byte[]>> GuardAsync(Func<byte[]> sign)
    {
        try
        {
            return await Task.Run(sign);
        }
        catch (TokenSigningException e)
        {
            return e.Failure;
        }
    }

    /// <summary>128 bits, of which the first two are fixed: positive and of one length in DER (RFC 5280 §4.1.2.2), so that it has one form in hexadecimal.</summary>
    private static byte[] NewSerial()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(SerialLength);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        return serial;
    }

    private static CallContext Name(CallContext call, CertificateRecord record)
    {
        call.ResourceId = record.Serial;
        call.ResourceName = record.SubjectName;
        return call;
    }

    private static Failure NotFound() => new(Status.CertificateNotFound, "There is no such certificate.");

    private static string Fingerprint(ReadOnlySpan<byte> subjectPublicKeyInfo) => Convert.ToHexStringLower(SHA256.HashData(subjectPublicKeyInfo));

    private static DateTimeOffset Truncate(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static X509RevocationReason Reason(RevocationReason reason) => reason switch
    {
        RevocationReason.KeyCompromise => X509RevocationReason.KeyCompromise,
        RevocationReason.AffiliationChanged => X509RevocationReason.AffiliationChanged,
        RevocationReason.Superseded => X509RevocationReason.Superseded,
        RevocationReason.CessationOfOperation => X509RevocationReason.CessationOfOperation,
        RevocationReason.PrivilegeWithdrawn => X509RevocationReason.PrivilegeWithdrawn,
        _ => X509RevocationReason.Unspecified,
    };
}
