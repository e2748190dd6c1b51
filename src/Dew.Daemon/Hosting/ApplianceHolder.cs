using Dew.Core.Appliance;

namespace Dew.Daemon.Hosting;

/// <summary>The one place that knows the state of the box.</summary>
internal sealed class ApplianceHolder
{
    private volatile ApplianceState _state = new ApplianceState.Sealed();

    /// <summary>The state; changes from one moment to the next, so read it once.</summary>
    internal ApplianceState State
    {
        get => _state;
        set => _state = value;
    }
}
