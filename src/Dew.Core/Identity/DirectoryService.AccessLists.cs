using System.Net;

namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    private const string AccessListKind = "access list";

    /// <summary>Every access list: that of the domain, if there is one, and those of users.</summary>
    public IReadOnlyList<AccessList> ListAccessLists() => Tables.AccessLists.InOrder;

    /// <summary>An access list.</summary>
    /// <param name="scope"><see cref="AccessList.DomainId"/>, or a user by id or name.</param>
    public Outcome<AccessList> GetAccessList(string scope)
    {
        DirectoryTables tables = Tables;
        return FindScope(tables, scope) is { } id && tables.AccessLists.Find(id) is { } found ? found : NotFound(AccessListKind, scope);
    }

    /// <summary>Says which addresses everybody, or one user, may come from over the network, in place of what was said before.</summary>
    /// <param name="call">Who asks; one whose own address would be shut out is refused.</param>
    /// <param name="scope"><see cref="AccessList.DomainId"/>, or a user by id or name.</param>
    /// <param name="ranges">1 to 256 ranges, such as 10.0.0.0/8 or 2001:db8::/32.</param>
    public async ValueTask<Outcome<AccessList>> PutAccessListAsync(CallContext call, string scope, IReadOnlyList<string> ranges)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(ranges);
        DirectoryRules rules = new DirectoryRules()
            .Check(ranges.Count > 0, "ranges must not be empty; delete the list to let every address in.")
            .AtMost("ranges", ranges.Count, DirectoryRules.MaxRanges);
        if (rules.Failure is { } refused)
        {
            return refused;
        }

        if (!AddressRanges.Parse(ranges).TryGet(out AddressRanges? parsed, out Failure failure))
        {
            return failure with { Message = "ranges" + failure.Message };
        }

        return await ChangeAsync<AccessList>(call, draft =>
        {
            if (FindScope(draft.Tables, scope) is not { } id)
            {
                return NotFound(UserKind, scope);
            }

            var list = new AccessList { Id = id, Ranges = [.. ranges], Changed = Now() };
            Name(call, list);
            if (ShutsOut(call, id, parsed))
            {
                return new Failure(Status.EntryInvalid, $"The ranges do not contain {call.Source}, where this request comes from.");
            }

            draft.Put(list);
            return list;
        });
    }

    /// <summary>Lets everybody, or one user, come from any address.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="scope"><see cref="AccessList.DomainId"/>, or a user by id or name.</param>
    public ValueTask<Outcome<AccessList>> DeleteAccessListAsync(CallContext call, string scope) => ChangeAsync<AccessList>(call, draft =>
    {
        if (!TryFind(call, draft.Tables.AccessLists, AccessListKind, FindScope(draft.Tables, scope) ?? scope, out AccessList? found, out Failure failure))
        {
            return failure;
        }

        draft.Remove(found);
        return found;
    });

    /// <summary>A user can be named like the list of the domain, which comes first; such a user is meant by its id.</summary>
    private static string? FindScope(DirectoryTables tables, string scope) =>
        scope == AccessList.DomainId ? scope : tables.Users.TryResolve(scope, out User? user) ? user.Id : null;

    private static bool ShutsOut(CallContext call, string listId, AddressRanges ranges)
    {
        bool concerns = listId == AccessList.DomainId || listId == call.Principal.Id || listId == call.Principal.AssumedBy;
        return concerns && IPAddress.TryParse(call.Source, out IPAddress? source) && !ranges.Contains(source);
    }
}
