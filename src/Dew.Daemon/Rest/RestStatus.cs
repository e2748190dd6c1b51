using System.Globalization;
using Dew.Core;

namespace Dew.Daemon.Rest;

/// <summary>What a <see cref="Status"/> is on the wire: HTTP status and error code (reference sections 14 and 15).</summary>
/// <param name="Http">The HTTP status.</param>
/// <param name="Code">The error code.</param>
internal readonly record struct RestStatus(int Http, string Code)
{
    /// <summary>Codes of the gateway come in a flat body, codes of KMS in a nested one.</summary>
    internal bool IsGateway => Code.StartsWith("APIGW.", StringComparison.Ordinal);

    /// <summary>
    /// The one mapping. The vendor tells clients to try again after 429, 500, 502 and 504, so what is worth another try has one of these;
    /// the reference knows no code for throttling, APIGW.0308 is what the vendor's gateway answers.
    /// </summary>
    internal static RestStatus Of(Status status) => status switch
    {
        Status.Ok => new(200, ""),
        Status.UrlInvalid => new(404, "APIGW.0101"),
        Status.BodyNotJson => new(400, "KMS.0202"),
        Status.BodyTooLong => new(400, "KMS.0203"),
        Status.ParameterMissing => new(400, "KMS.0204"),
        Status.ParameterInvalid => new(400, "KMS.0308"),
        Status.KeyIdMalformed => new(400, "KMS.0205"),
        Status.SequenceMalformed => new(400, "KMS.0206"),
        Status.EncryptionContextInvalid => new(400, "KMS.0208"),
        Status.ProjectUnknown => new(403, "KMS.0321"),
        Status.MethodUnsupported => new(405, "KMS.0215"),
        Status.NotPermitted => new(403, "KMS.0307"),
        Status.KeyNotFound => new(404, "KMS.0207"),
        Status.KeyDisabled => new(400, "KMS.0209"),
        Status.KeyPendingDeletion => new(400, "KMS.0210"),
        Status.KeyNotDisabled => new(400, "KMS.1201"),
        Status.KeyNotEnabled => new(400, "KMS.1301"),
        Status.KeyAlreadyPendingDeletion => new(400, "KMS.1402"),
        Status.KeyNotPendingDeletion => new(400, "KMS.1501"),
        Status.AliasInvalid => new(400, "KMS.1101"),
        Status.AliasTaken => new(400, "KMS.1104"),
        Status.DescriptionInvalid => new(400, "KMS.1103"),
        Status.PendingDaysInvalid => new(400, "KMS.1401"),
        Status.LimitInvalid => new(400, "KMS.1601"),
        Status.MarkerInvalid => new(400, "KMS.1602"),
        Status.KeyStoreUnsupported => new(400, "KMS.0340"),
        Status.KeySpecInvalid => new(400, "KMS.1110"),
        Status.UsageIsEncryptDecrypt => new(400, "KMS.0334"),
        Status.UsageIsSignVerify => new(400, "KMS.0335"),
        Status.EllipticCurveCannotEncrypt => new(400, "KMS.1114"),
        Status.SymmetricCannotSign => new(400, "KMS.1115"),
        Status.AsymmetricUnsupported => new(400, "KMS.0325"),
        Status.SymmetricUnsupported => new(400, "KMS.0331"),
        Status.HmacUnsupported => new(400, "KMS.0341"),
        Status.AlgorithmUnsupportedByKey => new(400, "KMS.0332"),
        Status.SymmetricAlgorithmUnsupported => new(400, "KMS.2105"),
        Status.RsaAlgorithmUnsupported => new(400, "KMS.2106"),
        Status.DigestLengthWrong => new(400, "KMS.0329"),
        Status.RsaPlaintextTooLong => new(400, "KMS.2108"),
        Status.CiphertextInvalid => new(400, "KMS.2201"),
        Status.RandomLengthInvalid => new(400, "KMS.1801"),
        Status.RandomLengthNotMultiple => new(400, "KMS.1802"),
        Status.DataKeyLengthInvalid => new(400, "KMS.1901"),
        Status.DataKeyLengthNotMultiple => new(400, "KMS.1903"),
        Status.DataKeySpecInvalid => new(400, "KMS.1902"),
        Status.DataKeyTooLongForRsa => new(400, "KMS.1904"),
        Status.DataKeyPlaintextInvalid => new(400, "KMS.2101"),
        Status.DataKeyDigestMismatch => new(400, "KMS.2103"),
        Status.DataKeyPlaintextLengthMismatch => new(400, "KMS.2104"),
        Status.DataKeyCiphertextLengthMismatch => new(400, "KMS.2204"),
        Status.HsmBusy => new(429, "APIGW.0308"),
        Status.HsmTimeout => new(504, "APIGW.0201"),
        Status.HsmFailed => new(500, "KMS.0102"),
        Status.NotOperational => new(503, "KMS.0104"),
        Status.StoreDamaged => new(500, "KMS.0103"),
        Status.StoreUnwritable => new(500, "KMS.0102"),
        Status.AuthenticationFailed or Status.AddressRefused => new(401, "APIGW.0301"),
        Status.TokenUnsupported => new(403, "KMS.0301"),
        Status.Throttled => new(429, "APIGW.0308"),
        Status.EntryNotFound or Status.CertificateNotFound or Status.AuditNotFound => Own(404, status),
        Status.EntryExists or Status.EntryInUse or Status.CertificateNotActive => Own(409, status),
        Status.EntryInvalid or Status.PolicyInvalid or Status.EntryFixed or Status.CertificateRequestInvalid => Own(400, status),
        Status.TagKeyInvalid => new(400, "KMS.0406"),
        Status.TagValueInvalid => new(400, "KMS.0405"),
        Status.TooManyTags => new(400, "KMS.0409"),
        Status.TagNotFound => new(404, "KMS.0416"),
        Status.Internal or Status.Unset => new(500, "KMS.0101"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>What the vendor has no code for is "DEW." and the number of the status, which never changes.</summary>
    private static RestStatus Own(int http, Status status) => new(http, string.Create(CultureInfo.InvariantCulture, $"DEW.{(ushort)status:D4}"));
}
