using Dew.Client.Rest;
using Dew.Protocol.Rest;

namespace Dew.Client;

/// <content>Who comes from where: peers of the Unix sockets, address ranges of the network.</content>
public sealed partial class DewClient
{
    /// <summary>The peers, those of the configuration first.</summary>
    public Task<IamPeers> ListPeersAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Iam + "peers", IamJson.Default.IamPeers, unhurried: false, cancellationToken);

    /// <summary>Maps a user or group of the operating system to a user of the appliance.</summary>
    /// <param name="peer">user:NUMBER or group:NUMBER.</param>
    /// <param name="user">The user, by id or name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IamPeer> PutPeerAsync(string peer, string user, CancellationToken cancellationToken = default) =>
        PutAsync(
            PeerPath(peer), new PutPeerRequest { User = user }, IamJson.Default.PutPeerRequest, IamJson.Default.IamPeer, cancellationToken);

    /// <summary>Ends a mapping.</summary>
    public Task DeletePeerAsync(string peer, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, PeerPath(peer), default, cancellationToken);

    /// <summary>All access lists.</summary>
    public Task<IamAccessLists> ListAccessListsAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Iam + "access-lists", IamJson.Default.IamAccessLists, unhurried: false, cancellationToken);

    /// <summary>One access list.</summary>
    /// <param name="scope">domain, or a user by id or name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IamAccessList> GetAccessListAsync(string scope, CancellationToken cancellationToken = default) =>
        GetAsync(AccessListPath(scope), IamJson.Default.IamAccessList, unhurried: false, cancellationToken);

    /// <summary>Sets the addresses that everybody, or one user, may come from.</summary>
    /// <param name="scope">domain, or a user by id or name.</param>
    /// <param name="ranges">1 to 256 ranges, such as 10.0.0.0/8.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IamAccessList> PutAccessListAsync(string scope, IReadOnlyList<string> ranges, CancellationToken cancellationToken = default) =>
        PutAsync(
            AccessListPath(scope),
            new PutAccessListRequest { Ranges = ranges },
            IamJson.Default.PutAccessListRequest,
            IamJson.Default.IamAccessList,
            cancellationToken);

    /// <summary>Removes an access list: then any address will do.</summary>
    public Task DeleteAccessListAsync(string scope, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, AccessListPath(scope), default, cancellationToken);

    private static string PeerPath(string peer) => Iam + "peers/" + RestPath.Segment(peer);

    private static string AccessListPath(string scope) => Iam + "access-lists/" + RestPath.Segment(scope);
}
