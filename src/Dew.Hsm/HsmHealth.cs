namespace Dew.Hsm;

/// <summary>The provider at one moment, for metrics and <c>dew doctor</c>.</summary>
/// <param name="State">Whether the HSM can be used.</param>
/// <param name="Lanes">Lanes for data operations at work.</param>
/// <param name="LostLanes">Calls that did not return in time since the start. Each holds a thread and a session until it returns.</param>
/// <param name="Reconnects">Successful reconnects since the start.</param>
/// <param name="QueueDepth">Requests waiting for a lane.</param>
/// <param name="LoadedKeys">Key versions held in the HSM.</param>
/// <param name="LastError">The last error of the module with its CKR name, empty if there was none.</param>
public sealed record HsmHealth(HsmState State, int Lanes, int LostLanes, long Reconnects, int QueueDepth, int LoadedKeys, string LastError);
