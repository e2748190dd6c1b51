using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Users of the directory.</summary>
internal sealed class IamUserEndpoints(DirectoryService directory) : IamEndpoints(directory)
{
    private const string One = "users/{user}";

    public override IReadOnlyList<Route> Routes =>
    [
        Get("users", "dew:user:list", ListAsync),
        Change(HttpMethods.Post, "users", "dew:user:create", Trace("createUser"), CreateAsync, NameInBody),
        Get(One, "dew:user:get", ShowAsync, Named),
        Change(HttpMethods.Put, One, "dew:user:update", Trace("updateUser"), UpdateAsync, Named),
        Change(HttpMethods.Delete, One, "dew:user:delete", Trace("deleteUser"), DeleteAsync, Named),
    ];

    private static Trace Trace(string name) => Traces.Iam(name, "user");

    private string? Named(RestRequest request) =>
        Directory.GetUser(request.Path("user")).TryGet(out User? user, out _) ? user.Name : request.Path("user");

    private ValueTask ListAsync(RestRequest request) =>
        request.WriteAsync(new IamUsers { Users = [.. Directory.ListUsers().Select(Directory.Show)] }, IamJson.Wire.IamUsers);

    private ValueTask ShowAsync(RestRequest request) => AnswerAsync(request, Directory.GetUser(request.Path("user")), Directory.Show, IamJson.Wire.IamUser);

    private ValueTask CreateAsync(RestRequest request) => ReadAsync(
        request,
        IamJson.Default.CreateUserRequest,
        static body => [body.Groups],
        async body => await AnswerAsync(
            request,
            await Directory.CreateUserAsync(request.Call, body.Name ?? "", body.Description ?? "", body.Enabled ?? true, body.Groups),
            Directory.Show,
            IamJson.Wire.IamUser,
            StatusCodes.Status201Created));

    private ValueTask UpdateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.UpdateEntryRequest, async body => await AnswerAsync(
        request,
        await Directory.UpdateUserAsync(
            request.Call, request.Path("user"), new EntryUpdate { Name = body.Name, Description = body.Description, IsEnabled = body.Enabled }),
        Directory.Show,
        IamJson.Wire.IamUser));

    private async ValueTask DeleteAsync(RestRequest request) => await DoneAsync(request, await Directory.DeleteUserAsync(request.Call, request.Path("user")));
}
