using Dew.Core.Ports;

namespace Dew.Hsm;

/// <summary>A lane's own copy of what it works on, so that a request taken back and used again does not change under it.</summary>
internal struct LaneJob
{
    internal LoadedKey? Key;
    internal CryptoOperation Operation;
    internal HashName Hash;
    internal SlotBuffers? Buffers;
    internal int InputLength;
    internal int RandomLength;
    internal int AdditionalDataLength;
}
