namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    private const string GroupKind = "group";

    /// <summary>Every group, by name.</summary>
    public IReadOnlyList<Group> ListGroups() => Tables.Groups.InOrder;

    /// <summary>A group.</summary>
    /// <param name="group">Its id or name.</param>
    public Outcome<Group> GetGroup(string group) => Tables.Groups.TryResolve(group, out Group? found) ? found : NotFound(GroupKind, group);

    /// <summary>The members of a group, by name.</summary>
    /// <param name="group">Its id or name.</param>
    public Outcome<IReadOnlyList<User>> ListMembers(string group)
    {
        DirectoryTables tables = Tables;
        return tables.Groups.TryResolve(group, out Group? found)
            ? tables.Users.InOrder.Where(user => user.GroupIds.Contains(found.Id)).ToList()
            : NotFound(GroupKind, group);
    }

    /// <summary>Creates a group, without members and policies.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The name.</param>
    /// <param name="description">The description.</param>
    public async ValueTask<Outcome<Group>> CreateGroupAsync(CallContext call, string name, string description = "")
    {
        if (new DirectoryRules().Name(name).Description(description).Failure is { } refused)
        {
            return refused;
        }

        return await ChangeAsync<Group>(call, draft =>
        {
            if (draft.Tables.Groups.FindByName(name) is not null)
            {
                return Exists(GroupKind, name);
            }

            var group = new Group { Id = NewId(), Name = name, Description = description, Created = Now() };
            draft.Put(group);
            Name(call, group);
            return group;
        });
    }

    /// <summary>Changes a group's name and description.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="group">Its id or name.</param>
    /// <param name="update">What shall change.</param>
    public async ValueTask<Outcome<Group>> UpdateGroupAsync(CallContext call, string group, EntryUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        DirectoryRules rules = new DirectoryRules().Name(update.Name).Description(update.Description)
            .Check(update.IsEnabled is null, "A group can be neither enabled nor disabled; its members can.");
        if (rules.Failure is { } refused)
        {
            return refused;
        }

        return await ChangeAsync<Group>(call, draft =>
        {
            if (!TryFind(call, draft.Tables.Groups, GroupKind, group, out Group? before, out Failure failure))
            {
                return failure;
            }

            if (CheckRename(draft.Tables.Groups, GroupKind, before, update.Name, IsBuiltIn(before)) is { } notRenamed)
            {
                return notRenamed;
            }

            Group after = before with { Name = update.Name ?? before.Name, Description = update.Description ?? before.Description };
            draft.Put(after);
            Name(call, after);
            return after;
        });
    }

    /// <summary>Deletes a group that has no members.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="group">Its id or name.</param>
    public ValueTask<Outcome<Group>> DeleteGroupAsync(CallContext call, string group) => ChangeAsync<Group>(call, draft =>
    {
        if (!TryFind(call, draft.Tables.Groups, GroupKind, group, out Group? found, out Failure failure))
        {
            return failure;
        }

        if (IsBuiltIn(found))
        {
            return Fixed($"Group {found.Name} is built in.");
        }

        if (InUse($"Group {found.Name}", NeedGroup(draft.Tables, found.Id)) is { } needed)
        {
            return needed;
        }

        draft.Remove(found);
        return found;
    });

    /// <summary>Makes a user a member of a group; nothing changes if it is one.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="group">The group's id or name.</param>
    /// <param name="user">The user's id or name.</param>
    public ValueTask<Outcome<User>> AddMemberAsync(CallContext call, string group, string user) => ChangeMemberAsync(call, group, user, static (user, groupId) =>
        user.GroupIds.Contains(groupId) ? user
        : user.GroupIds.Count >= DirectoryRules.MaxGroupsOfUser
            ? new Failure(Status.EntryInvalid, $"User {user.Name} is in {DirectoryRules.MaxGroupsOfUser} groups already; more are not accepted.")
        : user with { GroupIds = [.. user.GroupIds, groupId] });

    /// <summary>Ends a user's membership of a group.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="group">The group's id or name.</param>
    /// <param name="user">The user's id or name.</param>
    public ValueTask<Outcome<User>> RemoveMemberAsync(CallContext call, string group, string user) => ChangeMemberAsync(call, group, user, static (user, groupId) =>
        user.GroupIds.Contains(groupId)
            ? user with { GroupIds = [.. user.GroupIds.Where(id => id != groupId)] }
            : new Failure(Status.EntryNotFound, $"User {user.Name} is not a member of the group."));

    private ValueTask<Outcome<User>> ChangeMemberAsync(CallContext call, string group, string user, Func<User, string, Outcome<User>> decide) =>
        ChangeAsync<User>(call, draft =>
        {
            if (!TryFind(call, draft.Tables.Groups, GroupKind, group, out Group? found, out Failure failure))
            {
                return failure;
            }

            if (!draft.Tables.Users.TryResolve(user, out User? before))
            {
                return NotFound(UserKind, user);
            }

            if (decide(before, found.Id).TryGet(out User? after, out failure))
            {
                draft.Put(after);
                draft.Message = $"Member: user {after.Name}.";
                return after;
            }

            return failure;
        });

    private static IEnumerable<string> NeedGroup(DirectoryTables tables, string groupId) =>
    [
        .. tables.MembersOf(groupId).Select(static user => $"user {user.Name}").Order(StringComparer.Ordinal),
        .. tables.Agencies.InOrder.Where(agency => agency.Trust.GroupIds.Contains(groupId)).Select(static agency => $"agency {agency.Name}"),
    ];

    private bool IsBuiltIn(Group group) => group.Id == BuiltIn.AdministratorsId(_identity.DomainId);
}
