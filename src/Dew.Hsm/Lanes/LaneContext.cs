using Microsoft.Extensions.Logging;

namespace Dew.Hsm;

/// <summary>What every lane needs of the provider.</summary>
internal sealed class LaneContext
{
    internal required Connector Connector { get; init; }

    internal required KeyCache Keys { get; init; }

    internal required NonceSequence Nonces { get; init; }

    internal required TimeProvider Clock { get; init; }

    internal required ILogger Logger { get; init; }

    internal long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Clock.TimestampFrequency);
}
