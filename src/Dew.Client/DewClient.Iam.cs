using Dew.Client.Rest;
using Dew.Protocol.Rest;

namespace Dew.Client;

/// <content>Users and groups of the directory. Wherever an entry is named, its id or its name will do.</content>
public sealed partial class DewClient
{
    private const string Iam = "/appliance/v1/iam/";

    /// <summary>Creates a user.</summary>
    public Task<IamUser> CreateUserAsync(CreateUserRequest request, CancellationToken cancellationToken = default) =>
        PostAsync(Iam + "users", request, IamJson.Default.CreateUserRequest, IamJson.Default.IamUser, cancellationToken);

    /// <summary>All users, by name.</summary>
    public Task<IamUsers> ListUsersAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Iam + "users", IamJson.Default.IamUsers, unhurried: false, cancellationToken);

    /// <summary>One user.</summary>
    public Task<IamUser> GetUserAsync(string user, CancellationToken cancellationToken = default) =>
        GetAsync(UserPath(user), IamJson.Default.IamUser, unhurried: false, cancellationToken);

    /// <summary>Changes name, description or whether the user is enabled; what is null stays.</summary>
    public Task<IamUser> UpdateUserAsync(string user, UpdateEntryRequest change, CancellationToken cancellationToken = default) =>
        PutAsync(UserPath(user), change, IamJson.Default.UpdateEntryRequest, IamJson.Default.IamUser, cancellationToken);

    /// <summary>Deletes a user.</summary>
    public Task DeleteUserAsync(string user, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, UserPath(user), default, cancellationToken);

    /// <summary>Creates a group.</summary>
    public Task<IamGroup> CreateGroupAsync(CreateEntryRequest request, CancellationToken cancellationToken = default) =>
        PostAsync(Iam + "groups", request, IamJson.Default.CreateEntryRequest, IamJson.Default.IamGroup, cancellationToken);

    /// <summary>All groups, by name.</summary>
    public Task<IamGroups> ListGroupsAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Iam + "groups", IamJson.Default.IamGroups, unhurried: false, cancellationToken);

    /// <summary>One group.</summary>
    public Task<IamGroup> GetGroupAsync(string group, CancellationToken cancellationToken = default) =>
        GetAsync(GroupPath(group), IamJson.Default.IamGroup, unhurried: false, cancellationToken);

    /// <summary>Changes name or description; what is null stays.</summary>
    public Task<IamGroup> UpdateGroupAsync(string group, UpdateEntryRequest change, CancellationToken cancellationToken = default) =>
        PutAsync(GroupPath(group), change, IamJson.Default.UpdateEntryRequest, IamJson.Default.IamGroup, cancellationToken);

    /// <summary>Deletes a group.</summary>
    public Task DeleteGroupAsync(string group, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, GroupPath(group), default, cancellationToken);

    /// <summary>The users in a group.</summary>
    public Task<IamUsers> ListMembersAsync(string group, CancellationToken cancellationToken = default) =>
        GetAsync(GroupPath(group) + "/members", IamJson.Default.IamUsers, unhurried: false, cancellationToken);

    /// <summary>Makes a user a member of a group.</summary>
    public Task AddMemberAsync(string group, string user, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, MemberPath(group, user), "{}"u8.ToArray(), cancellationToken);

    /// <summary>Ends a membership.</summary>
    public Task RemoveMemberAsync(string group, string user, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, MemberPath(group, user), default, cancellationToken);

    private static string UserPath(string user) => Iam + "users/" + RestPath.Segment(user);

    private static string GroupPath(string group) => Iam + "groups/" + RestPath.Segment(group);

    private static string MemberPath(string group, string user) => GroupPath(group) + "/members/" + RestPath.Segment(user);
}
