using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Who comes from where: peers of the Unix sockets, and address ranges of the network.</summary>
internal sealed class IamNetworkEndpoints(DirectoryService directory) : IamEndpoints(directory)
{
    private const string OnePeer = "peers/{peer}";
    private const string OneList = "access-lists/{scope}";

    public override IReadOnlyList<Route> Routes =>
    [
        Get("peers", "dew:peer:list", ListPeersAsync),
        Get(OnePeer, "dew:peer:get", ShowPeerAsync, Peer),
        Change(HttpMethods.Put, OnePeer, "dew:peer:update", Traces.Iam("putPeer", "peer"), PutPeerAsync, Peer),
        Change(HttpMethods.Delete, OnePeer, "dew:peer:delete", Traces.Iam("deletePeer", "peer"), DeletePeerAsync, Peer),
        Get("access-lists", "dew:accessList:list", ListAccessListsAsync),
        Get(OneList, "dew:accessList:get", ShowAccessListAsync, Scope),
        Change(HttpMethods.Put, OneList, "dew:accessList:update", Traces.Iam("putAccessList", "accessList"), PutAccessListAsync, Scope),
        Change(HttpMethods.Delete, OneList, "dew:accessList:delete", Traces.Iam("deleteAccessList", "accessList"), DeleteAccessListAsync, Scope),
    ];

    private static string? Peer(RestRequest request) => request.Path("peer");

    private string? Scope(RestRequest request)
    {
        string scope = request.Path("scope");
        return scope != AccessList.DomainId && Directory.GetUser(scope).TryGet(out User? user, out _) ? user.Name : scope;
    }

    private ValueTask ListPeersAsync(RestRequest request) => request.WriteAsync(
        new IamPeers { Peers = [.. Directory.ConfiguredPeers.Select(Directory.Show), .. Directory.ListPeers().Select(Directory.Show)] },
        IamJson.Wire.IamPeers);

    private ValueTask ShowPeerAsync(RestRequest request) =>
        AnswerAsync(request, Directory.GetPeer(request.Path("peer")), Directory.Show, IamJson.Wire.IamPeer);

    private ValueTask PutPeerAsync(RestRequest request) => ReadAsync(request, IamJson.Default.PutPeerRequest, async body => await AnswerAsync(
        request, await Directory.PutPeerAsync(request.Call, request.Path("peer"), body.User ?? ""), Directory.Show, IamJson.Wire.IamPeer));

    private async ValueTask DeletePeerAsync(RestRequest request) =>
        await DoneAsync(request, await Directory.DeletePeerAsync(request.Call, request.Path("peer")));

    private ValueTask ListAccessListsAsync(RestRequest request) => request.WriteAsync(
        new IamAccessLists { AccessLists = [.. Directory.ListAccessLists().Select(Directory.Show)] }, IamJson.Wire.IamAccessLists);

    private ValueTask ShowAccessListAsync(RestRequest request) =>
        AnswerAsync(request, Directory.GetAccessList(request.Path("scope")), Directory.Show, IamJson.Wire.IamAccessList);

    private ValueTask PutAccessListAsync(RestRequest request) => ReadAsync(
        request,
        IamJson.Default.PutAccessListRequest,
        static body => [body.Ranges],
        async body => await AnswerAsync(
            request,
            await Directory.PutAccessListAsync(request.Call, request.Path("scope"), body.Ranges ?? []),
            Directory.Show,
            IamJson.Wire.IamAccessList));

    private async ValueTask DeleteAccessListAsync(RestRequest request) =>
        await DoneAsync(request, await Directory.DeleteAccessListAsync(request.Call, request.Path("scope")));
}
