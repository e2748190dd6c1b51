using System.Buffers.Binary;
using System.Text;
using Dew.SecureMemory;

namespace Dew.Core.Identity;

/// <summary>
/// What a security token carries, before it is sealed: version (1 byte), access key id (20 ASCII), secret (40), agency (16, its id as
/// bytes), expiry (8, milliseconds since 1970, big-endian), and who assumed the agency (the rest, ASCII).
/// </summary>
internal static class SecurityTokenFormat
{
    /// <summary>What tokens are sealed for; the store opens them under this name only.</summary>
    internal const string Purpose = "security-token";

    private const byte Version = 1;
    private const int AccessKeyStart = 1;
    private const int SecretStart = AccessKeyStart + AccessKeyText.IdLength;
    private const int AgencyStart = SecretStart + AccessKeyText.SecretLength;
    private const int AgencyLength = 16;
    private const int ExpiresStart = AgencyStart + AgencyLength;
    private const int AssumerStart = ExpiresStart + sizeof(long);

    /// <summary>Writes the content of a token.</summary>
    internal static SecretBuffer Write(string accessKeyId, SecretBuffer secret, string agencyId, DateTimeOffset expires, string assumer)
    {
        var content = new SecretBuffer(AssumerStart + assumer.Length);
        Span<byte> bytes = content.DangerousGetSpan();
        bytes[0] = Version;
        Encoding.ASCII.GetBytes(accessKeyId, bytes[AccessKeyStart..]);
        secret.DangerousGetSpan().CopyTo(bytes[SecretStart..]);
        Convert.FromHexString(agencyId, bytes[AgencyStart..ExpiresStart], out _, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[ExpiresStart..], expires.ToUnixTimeMilliseconds());
        Encoding.ASCII.GetBytes(assumer, bytes[AssumerStart..]);
        return content;
    }

    /// <summary>Reads the content of a token that was sealed here; false if it is of another version.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out Parts parts)
    {
        parts = default;
        if (bytes.Length <= AssumerStart || bytes[0] != Version)
        {
            return false;
        }

        parts = new Parts
        {
            AccessKeyId = bytes[AccessKeyStart..SecretStart],
            Secret = bytes[SecretStart..AgencyStart],
            AgencyId = Convert.ToHexStringLower(bytes[AgencyStart..ExpiresStart]),
            Expires = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes[ExpiresStart..])),
            Assumer = Encoding.ASCII.GetString(bytes[AssumerStart..]),
        };
        return true;
    }

    /// <summary>The parts of a token, of which the spans live as long as its bytes.</summary>
    internal ref struct Parts
    {
        internal ReadOnlySpan<byte> AccessKeyId { get; init; }

        internal ReadOnlySpan<byte> Secret { get; init; }

        internal string AgencyId { get; init; }

        internal DateTimeOffset Expires { get; init; }

        internal string Assumer { get; init; }
    }
}
