using System.Diagnostics.CodeAnalysis;
using Dew.Core.Appliance;
using Dew.Core.Ports;

namespace Dew.Core.Identity;

/// <summary>
/// Who there is and what they may do: users, groups, projects, agencies, policies, access keys, peers and access lists. All of it is in
/// memory; a change is written, recorded, and then takes the place of what was, as a whole.
/// </summary>
/// <remarks>
/// Members may be called from any thread. Look-ups allocate nothing once warm; each reads one state of the directory, never half a change.
/// Entries are named by id or by name, which cannot be mistaken for each other. Whether the caller may do what it asks for is decided before.
/// A change throws <see cref="StoreException"/> when it cannot be written; then nothing happened.
/// </remarks>
public sealed partial class DirectoryService
{
    private readonly IDirectoryStore _store;
    private readonly IKeyStore _keys;
    private readonly Changes _changes;
    private readonly ApplianceIdentity _identity;
    private readonly TimeProvider _time;
    private readonly AccessSecrets _secrets = new();
    private volatile DirectorySnapshot _snapshot;

    /// <summary>Reads the directory.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="keys">Asked whether a project is empty before it is deleted.</param>
    /// <param name="changes">The way to change the store.</param>
    /// <param name="identity">Whose directory it is.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StoreException">An entry cannot be read or believed; the message names it.</exception>
    public DirectoryService(IDirectoryStore store, IKeyStore keys, Changes changes, ApplianceIdentity identity, TimeProvider time)
    {
        _store = store;
        _keys = keys;
        _changes = changes;
        _identity = identity;
        _time = time;
        _snapshot = new DirectorySnapshot(new DirectoryLoader(store, _secrets).Load(), epoch: 1, time);
    }

    /// <summary>Raised after every change, on the thread that made it: return at once.</summary>
    public event Action? Changed;

    /// <summary>Rises with every change. What was decided under another number has to be decided again.</summary>
    public long Epoch => _snapshot.Epoch;

    /// <summary>The domain, 32 lower-case hexadecimal digits.</summary>
    public string DomainId => _identity.DomainId;

    private DirectoryTables Tables => _snapshot.Tables;

    /// <summary>Decides a change on what is there when its turn has come, writes it with its record, and puts it in force.</summary>
    private async ValueTask<Outcome<T>> ChangeAsync<T>(CallContext call, Func<DirectoryDraft, Outcome<T>> decide)
    {
        ArgumentNullException.ThrowIfNull(call);
        using Change change = await _changes.BeginAsync();
        DirectorySnapshot before = _snapshot;
        var draft = new DirectoryDraft(before.Tables, _secrets);
        bool isDone = false;
        try
        {
            Outcome<T> decision = decide(draft);
            if (!decision.IsOk)
            {
                return decision;
            }

            var after = new DirectorySnapshot(draft.Tables, before.Epoch + 1, _time, before);
            if (LocksOut(before, after) is { } refused)
            {
                return refused;
            }

            draft.WriteTo(change.Batch);
            change.Commit(call, draft.Message);
            _snapshot = after;
            isDone = true;
            draft.Complete();
            Changed?.Invoke();
            return decision;
        }
        finally
        {
            if (!isDone)
            {
                draft.Abandon();
            }
        }
    }

    /// <summary>The last user who may administer users stays so, whichever way somebody tries to take that away.</summary>
    private static Failure? LocksOut(DirectorySnapshot before, DirectorySnapshot after)
    {
        bool concerns = before.Tables.Users != after.Tables.Users
            || before.Tables.Groups != after.Tables.Groups
            || before.Tables.Policies != after.Tables.Policies;
        return concerns && before.HasAdministrator && !after.HasAdministrator
            ? new Failure(Status.EntryInUse, "After this no enabled user could administer users any more. Give that right to somebody else first.")
            : null;
    }

    private static void Name(CallContext call, IDirectoryRecord entry)
    {
        call.ResourceId = entry.Id;
        call.ResourceName = entry.Name;
    }

    /// <summary>Finds what a change is about and tells the record of the call its id and name.</summary>
    private static bool TryFind<T>(
        CallContext call, EntryTable<T> table, string kind, string reference, [MaybeNullWhen(false)] out T entry, out Failure failure)
        where T : class, IDirectoryRecord
    {
        bool found = table.TryResolve(reference, out entry);
        failure = found ? default : NotFound(kind, reference);
        if (found)
        {
            Name(call, entry!);
        }

        return found;
    }

    private static Failure NotFound(string kind, string reference) => new(
        Status.EntryNotFound,
        DirectoryRules.IsName(reference) || ApplianceIdentity.IsId(reference) ? $"There is no {kind} {reference}." : $"There is no such {kind}.");

    private static Failure Exists(string kind, string name) => new(Status.EntryExists, $"There is a {kind} {name} already.");

    private static Failure Fixed(string message) => new(Status.EntryFixed, message);

    /// <summary>Why something cannot be deleted, with the first few of those who need it.</summary>
    private static Failure? InUse(string what, IEnumerable<string> dependents)
    {
        const int named = 10;
        List<string> all = [.. dependents];
        string more = all.Count > named ? $" and {all.Count - named} more" : "";
        return all.Count == 0 ? null : new Failure(Status.EntryInUse, $"{what} is needed by {string.Join(", ", all.Take(named))}{more}.");
    }

    private static string NewId() => Guid.NewGuid().ToString("N");

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
}
