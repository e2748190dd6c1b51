namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    private const string PeerMappingKind = "peer";

    /// <summary>Every peer mapping of the directory. Those of the configuration are <see cref="ConfiguredPeers"/>.</summary>
    public IReadOnlyList<PeerMapping> ListPeers() => Tables.Peers.InOrder;

    /// <summary>The peer mappings of the configuration, which win over those of the directory.</summary>
    public IReadOnlyList<ConfiguredPeer> ConfiguredPeers => Tables.ConfiguredPeers;

    /// <summary>A peer mapping of the directory.</summary>
    /// <param name="peer">The text of a <see cref="PeerId"/>.</param>
    public Outcome<PeerMapping> GetPeer(string peer) => Tables.Peers.Find(peer) is { } found ? found : NotFound(PeerMappingKind, peer);

    /// <summary>Says who a user or group of the operating system is on the Unix sockets, in place of what was said before.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="peer">The text of a <see cref="PeerId"/>.</param>
    /// <param name="user">The user of the appliance, by id or name.</param>
    public async ValueTask<Outcome<PeerMapping>> PutPeerAsync(CallContext call, string peer, string user)
    {
        if (!PeerId.TryParse(peer, out PeerId id))
        {
            return new Failure(Status.EntryInvalid, "A peer is written user:NUMBER or group:NUMBER, such as user:1000.");
        }

        return await ChangeAsync<PeerMapping>(call, draft =>
        {
            if (!draft.Tables.Users.TryResolve(user, out User? found))
            {
                return NotFound(UserKind, user);
            }

            var mapping = new PeerMapping { Id = id.ToString(), UserId = found.Id, Changed = Now() };
            draft.Put(mapping);
            Name(call, mapping);
            return mapping;
        });
    }

    /// <summary>Forgets who a user or group of the operating system is.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="peer">The text of a <see cref="PeerId"/>.</param>
    public ValueTask<Outcome<PeerMapping>> DeletePeerAsync(CallContext call, string peer) => ChangeAsync<PeerMapping>(call, draft =>
    {
        if (!TryFind(call, draft.Tables.Peers, PeerMappingKind, peer, out PeerMapping? found, out Failure failure))
        {
            return failure;
        }

        draft.Remove(found);
        return found;
    });

    /// <summary>Puts the mappings of the configuration in force, in place of those before. Nothing is stored.</summary>
    /// <param name="peers">The mappings. One that names an unknown user lets its peer be nobody.</param>
    /// <returns>The mappings that name no user of the directory, for the log.</returns>
    public async ValueTask<IReadOnlyList<ConfiguredPeer>> UseConfiguredPeersAsync(IReadOnlyList<ConfiguredPeer> peers)
    {
        ArgumentNullException.ThrowIfNull(peers);
        using Change turn = await _changes.BeginAsync();
        DirectorySnapshot before = _snapshot;
        _snapshot = new DirectorySnapshot(before.Tables with { ConfiguredPeers = [.. peers] }, before.Epoch + 1, _time, before);
        Changed?.Invoke();
        return [.. peers.Where(peer => !before.Tables.Users.TryResolve(peer.User, out _))];
    }
}
