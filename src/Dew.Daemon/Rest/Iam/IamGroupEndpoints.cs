using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Groups of the directory and their members.</summary>
internal sealed class IamGroupEndpoints(DirectoryService directory) : IamEndpoints(directory)
{
    private const string One = "groups/{group}";
    private const string Member = "groups/{group}/members/{user}";

    public override IReadOnlyList<Route> Routes =>
    [
        Get("groups", "dew:group:list", ListAsync),
        Change(HttpMethods.Post, "groups", "dew:group:create", Trace("createUserGroup"), CreateAsync, NameInBody),
        Get(One, "dew:group:get", ShowAsync, Named),
        Change(HttpMethods.Put, One, "dew:group:update", Trace("updateUserGroup"), UpdateAsync, Named),
        Change(HttpMethods.Delete, One, "dew:group:delete", Trace("deleteUserGroup"), DeleteAsync, Named),
        Get("groups/{group}/members", "dew:group:get", ListMembersAsync, Named),
        Change(HttpMethods.Put, Member, "dew:group:update", Trace("addUserToGroup"), AddMemberAsync, Named) with { BodyIsOptional = true },
        Change(HttpMethods.Delete, Member, "dew:group:update", Trace("removeUserFromGroup"), RemoveMemberAsync, Named),
    ];

    private static Trace Trace(string name) => Traces.Iam(name, "userGroup");

    private string? Named(RestRequest request) =>
        Directory.GetGroup(request.Path("group")).TryGet(out Group? group, out _) ? group.Name : request.Path("group");

    private ValueTask ListAsync(RestRequest request) =>
        request.WriteAsync(new IamGroups { Groups = [.. Directory.ListGroups().Select(Directory.Show)] }, IamJson.Wire.IamGroups);

    private ValueTask ShowAsync(RestRequest request) => AnswerAsync(request, Directory.GetGroup(request.Path("group")), Directory.Show, IamJson.Wire.IamGroup);

    private ValueTask CreateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.CreateEntryRequest, async body => await AnswerAsync(
        request,
        await Directory.CreateGroupAsync(request.Call, body.Name ?? "", body.Description ?? ""),
        Directory.Show,
        IamJson.Wire.IamGroup,
        StatusCodes.Status201Created));

    private ValueTask UpdateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.UpdateEntryRequest, async body => await AnswerAsync(
        request,
        await Directory.UpdateGroupAsync(
            request.Call, request.Path("group"), new EntryUpdate { Name = body.Name, Description = body.Description, IsEnabled = body.Enabled }),
        Directory.Show,
        IamJson.Wire.IamGroup));

    private async ValueTask DeleteAsync(RestRequest request) =>
        await DoneAsync(request, await Directory.DeleteGroupAsync(request.Call, request.Path("group")));

    private ValueTask ListMembersAsync(RestRequest request) => AnswerAsync(
        request,
        Directory.ListMembers(request.Path("group")),
        members => new IamUsers { Users = [.. members.Select(Directory.Show)] },
        IamJson.Wire.IamUsers);

    private async ValueTask AddMemberAsync(RestRequest request) =>
        await DoneAsync(request, await Directory.AddMemberAsync(request.Call, request.Path("group"), request.Path("user")));

    private async ValueTask RemoveMemberAsync(RestRequest request) =>
        await DoneAsync(request, await Directory.RemoveMemberAsync(request.Call, request.Path("group"), request.Path("user")));
}
