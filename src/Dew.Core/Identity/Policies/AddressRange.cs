using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Dew.Core.Identity;

/// <summary>
/// The addresses of one CIDR range. IPv4 is held as IPv4-mapped IPv6 (RFC 4291 §2.5.5.2), so that a client that comes in over a
/// dual-stack socket is the same client.
/// </summary>
/// <param name="First">The first address, as a number.</param>
/// <param name="Last">The last address, as a number.</param>
internal readonly record struct AddressRange(UInt128 First, UInt128 Last)
{
    private const int MappedPrefixBits = 96;

    private static readonly SearchValues<char> s_addressCharacters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>The number of an address. The zone of a link-local address does not count.</summary>
    /// <param name="address">The address.</param>
    internal static UInt128 NumberOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            bytes[..10].Clear();
            bytes[10..12].Fill(0xff);
            address.TryWriteBytes(bytes[12..], out _);
        }
        else
        {
            address.TryWriteBytes(bytes, out _);
        }

        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Reads 10.0.0.0/8, 10.1.2.3, fd00::/8 or ::1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="range">The range.</param>
    /// <param name="problem">What is wrong with it, to follow the text itself.</param>
    internal static bool TryParse(string text, out AddressRange range, out string problem)
    {
        range = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string addressText = slash < 0 ? text : text[..slash];
        if (!TryParseAddress(addressText, out IPAddress? address))
        {
            problem = "is no address range; write an address or a prefix such as 10.0.0.0/8 or fd00::/8";
            return false;
        }

        bool isV4 = address.AddressFamily == AddressFamily.InterNetwork;
        int longest = isV4 ? 32 : 128;
        int prefix = longest;
        if (slash >= 0 && !TryParsePrefix(text.AsSpan(slash + 1), longest, out prefix))
        {
            problem = $"has a wrong prefix length; 0 to {longest.ToString(CultureInfo.InvariantCulture)} without leading zeros is accepted";
            return false;
        }

        UInt128 number = NumberOf(address);
        int bits = isV4 ? prefix + MappedPrefixBits : prefix;
        UInt128 hostMask = bits == 0 ? UInt128.MaxValue : (UInt128.One << (128 - bits)) - UInt128.One;
        if ((number & hostMask) != UInt128.Zero)
        {
            problem = $"has bits set after its prefix of {prefix.ToString(CultureInfo.InvariantCulture)}; write the first address of the range";
            return false;
        }

        range = new AddressRange(number, number | hostMask);
        problem = "";
        return true;
    }

    /// <summary>Strict where the framework is not: no octal, hexadecimal or shortened IPv4, no zone, no brackets.</summary>
    private static bool TryParseAddress(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.AsSpan().ContainsAnyExcept(s_addressCharacters) || !IPAddress.TryParse(text, out IPAddress? parsed))
        {
            return false;
        }

        address = parsed;
        return parsed.AddressFamily != AddressFamily.InterNetwork || parsed.ToString() == text;
    }

    private static bool TryParsePrefix(ReadOnlySpan<char> text, int longest, out int prefix)
    {
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out prefix);
        return isNumber && prefix <= longest && (text.Length == 1 || text[0] != '0');
    }
}
