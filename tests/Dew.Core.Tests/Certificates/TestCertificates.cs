using Dew.Core.Certificates;
using Dew.Core.Identity;

namespace Dew.Core.Tests.Certificates;

/// <summary>Records for tests.</summary>
internal static class TestCertificates
{
    internal static readonly DateTimeOffset Begin = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static CertificateRecord Record(string serial = "4a000000000000000000000000000001") => new()
    {
        Serial = serial,
        Kind = CertificateKind.Client,
        SubjectName = "Ålice <\"x\">",
        HolderKind = PrincipalKind.User,
        HolderId = "0123456789abcdef0123456789abcdef",
        NotBefore = Begin,
        NotAfter = Begin.AddDays(30),
        IssuedAt = Begin.AddMinutes(5).AddTicks(7),
        KeyFingerprint = new string('a', 64),
        Certificate = new byte[] { 0x30, 1, 2, 3 },
    };
}
