using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Core.Tests.Fakes;

internal sealed class SoftwareKeyHandle(KeyVersionRecord version) : KeyHandle(version)
{
    /// <summary>How often the provider was told to unload it.</summary>
    internal int Unloads { get; set; }

    internal int Uses { get; set; }
}
