namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    private const string UserKind = "user";

    /// <summary>Every user, by name.</summary>
    public IReadOnlyList<User> ListUsers() => Tables.Users.InOrder;

    /// <summary>A user.</summary>
    /// <param name="user">Its id or name.</param>
    public Outcome<User> GetUser(string user) => Tables.Users.TryResolve(user, out User? found) ? found : NotFound(UserKind, user);

    /// <summary>Creates a user.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The name.</param>
    /// <param name="description">The description.</param>
    /// <param name="isEnabled">Whether anything is accepted from it.</param>
    /// <param name="groups">The groups it is a member of, by id or name.</param>
    public async ValueTask<Outcome<User>> CreateUserAsync(
        CallContext call, string name, string description = "", bool isEnabled = true, IReadOnlyList<string>? groups = null)
    {
        groups ??= [];
        DirectoryRules rules = new DirectoryRules().Name(name).Description(description).AtMost("groups", groups.Count, DirectoryRules.MaxGroupsOfUser);
        if (rules.Failure is { } refused)
        {
            return refused;
        }

        return await ChangeAsync<User>(call, draft =>
        {
            if (draft.Tables.Users.FindByName(name) is not null)
            {
                return Exists(UserKind, name);
            }

            if (!ResolveAll(draft.Tables.Groups, GroupKind, groups).TryGet(out IReadOnlyList<string>? groupIds, out Failure unknown))
            {
                return unknown;
            }

            var user = new User
            {
                Id = NewId(),
                Name = name,
                Description = description,
                IsEnabled = isEnabled,
                GroupIds = groupIds,
                Created = Now(),
            };
            draft.Put(user);
            Name(call, user);
            return user;
        });
    }

    /// <summary>Changes a user. Disabled, nothing is accepted from it any more, nor from its keys, nor from agencies it assumed.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="user">Its id or name.</param>
    /// <param name="update">What shall change.</param>
    public async ValueTask<Outcome<User>> UpdateUserAsync(CallContext call, string user, EntryUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (new DirectoryRules().Name(update.Name).Description(update.Description).Failure is { } refused)
        {
            return refused;
        }

        return await ChangeAsync<User>(call, draft =>
        {
            if (!TryFind(call, draft.Tables.Users, UserKind, user, out User? before, out Failure failure))
            {
                return failure;
            }

            if (CheckRename(draft.Tables.Users, UserKind, before, update.Name, IsBuiltIn(before)) is { } notRenamed)
            {
                return notRenamed;
            }

            User after = before with
            {
                Name = update.Name ?? before.Name,
                Description = update.Description ?? before.Description,
                IsEnabled = update.IsEnabled ?? before.IsEnabled,
            };
            draft.Put(after);
            Name(call, after);
            return after;
        });
    }

    /// <summary>Deletes a user with its access keys and its access list.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="user">Its id or name.</param>
    public ValueTask<Outcome<User>> DeleteUserAsync(CallContext call, string user) => ChangeAsync<User>(call, draft =>
    {
        if (!TryFind(call, draft.Tables.Users, UserKind, user, out User? found, out Failure failure))
        {
            return failure;
        }

        if (IsBuiltIn(found))
        {
            return Fixed($"User {found.Name} is built in; disable it instead.");
        }

        if (InUse($"User {found.Name}", NeedUser(draft.Tables, found.Id)) is { } needed)
        {
            return needed;
        }

        foreach (AccessKeyEntry key in draft.Tables.AccessKeysOf(found.Id, service: null).ToList())
        {
            draft.Remove(key);
        }

        if (draft.Tables.AccessLists.Find(found.Id) is { } list)
        {
            draft.Remove(list);
        }

        draft.Remove(found);
        return found;
    });

    private static IEnumerable<string> NeedUser(DirectoryTables tables, string userId) =>
    [
        .. tables.Peers.InOrder.Where(peer => peer.UserId == userId).Select(static peer => $"peer {peer.Id}"),
        .. tables.Agencies.InOrder.Where(agency => agency.Trust.UserIds.Contains(userId)).Select(static agency => $"agency {agency.Name}"),
    ];

    /// <summary>The ids of entries given by id or name, each once.</summary>
    private static Outcome<IReadOnlyList<string>> ResolveAll<T>(EntryTable<T> table, string kind, IReadOnlyList<string> references)
        where T : class, IDirectoryRecord
    {
        var ids = new List<string>(references.Count);
        foreach (string reference in references)
        {
            if (!table.TryResolve(reference, out T? entry))
            {
                return NotFound(kind, reference);
            }

            if (!ids.Contains(entry.Id))
            {
                ids.Add(entry.Id);
            }
        }

        return ids;
    }

    private static Failure? CheckRename<T>(EntryTable<T> table, string kind, T entry, string? name, bool isBuiltIn)
        where T : class, IDirectoryRecord =>
        name is null || name == entry.Name ? null
        : isBuiltIn ? Fixed($"The {kind} {entry.Name} is built in and keeps its name.")
        : table.FindByName(name) is { } other && other.Id != entry.Id ? Exists(kind, name)
        : null;

    private bool IsBuiltIn(User user) => user.Id == BuiltIn.AdminId(_identity.DomainId);
}
