using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Dew.Daemon.Tls;

/// <summary>What counts as one remote address: an IPv4 address, or the upper 64 bits of an IPv6 address, of which one host may use all lower ones.</summary>
/// <param name="IsIPv6">Which of the two.</param>
/// <param name="Bits">The address or the network.</param>
internal readonly record struct AddressKey(bool IsIPv6, ulong Bits)
{
    internal static AddressKey Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6)
        {
            address.TryWriteBytes(bytes, out _);
            return new AddressKey(true, BinaryPrimitives.ReadUInt64BigEndian(bytes));
        }

        (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).TryWriteBytes(bytes, out _);
        return new AddressKey(false, BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }
}
