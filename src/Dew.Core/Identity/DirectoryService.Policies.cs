namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    private const string PolicyKind = "policy";

    /// <summary>Every custom policy, by name. Those of the system are <see cref="SystemPolicies.All"/>.</summary>
    public IReadOnlyList<CustomPolicy> ListPolicies() => [.. Tables.Policies.InOrder.Select(static entry => entry.Policy)];

    /// <summary>A custom policy.</summary>
    /// <param name="name">Its name.</param>
    public Outcome<CustomPolicy> GetPolicy(string name) =>
        Tables.Policies.FindByName(name) is { } entry ? entry.Policy : NotFound(PolicyKind, name);

    /// <summary>Who has a policy: groups, agencies and services, named for people.</summary>
    /// <param name="name">The name of a custom policy or of a system one.</param>
    public IReadOnlyList<string> HoldersOf(string name) => [.. NeedPolicy(Tables, name)];

    /// <summary>Creates a custom policy.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The name, for ever.</param>
    /// <param name="description">The description.</param>
    /// <param name="document">The document, JSON.</param>
    public async ValueTask<Outcome<CustomPolicy>> CreatePolicyAsync(CallContext call, string name, string description, string document)
    {
        if (new DirectoryRules().Name(name).Description(description).Failure is { } refused)
        {
            return refused;
        }

        if (!PolicyDocument.Parse(document).TryGet(out PolicyDocument? parsed, out Failure failure))
        {
            return failure;
        }

        return await ChangeAsync<CustomPolicy>(call, draft =>
        {
            if (PolicyBook.NameOf(draft.Tables.Policies, name) is { } taken)
            {
                return Exists(PolicyKind, taken);
            }

            DateTimeOffset now = Now();
            var entry = new PolicyEntry(
                new CustomPolicy { Name = name, Description = description, Document = document, Created = now, Changed = now }, parsed);
            draft.Put(entry);
            Name(call, entry);
            return entry.Policy;
        });
    }

    /// <summary>Changes a custom policy; what it says holds from now on for all who have it.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">The new description; null to keep it.</param>
    /// <param name="document">The new document; null to keep it.</param>
    public async ValueTask<Outcome<CustomPolicy>> UpdatePolicyAsync(CallContext call, string name, string? description, string? document)
    {
        if (new DirectoryRules().Description(description).Failure is { } refused)
        {
            return refused;
        }

        PolicyDocument? parsed = null;
        if (document is not null && !PolicyDocument.Parse(document).TryGet(out parsed, out Failure wrong))
        {
            return wrong;
        }

        return await ChangeAsync<CustomPolicy>(call, draft =>
        {
            if (!TryFindCustom(call, draft, name, out PolicyEntry? before, out Failure failure))
            {
                return failure;
            }

            CustomPolicy after = before.Policy with
            {
                Description = description ?? before.Policy.Description,
                Document = document ?? before.Policy.Document,
                Changed = Now(),
            };
            draft.Put(new PolicyEntry(after, parsed ?? before.Document));
            return after;
        });
    }

    /// <summary>Deletes a custom policy that nobody has.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">Its name.</param>
    public ValueTask<Outcome<CustomPolicy>> DeletePolicyAsync(CallContext call, string name) => ChangeAsync<CustomPolicy>(call, draft =>
    {
        if (!TryFindCustom(call, draft, name, out PolicyEntry? found, out Failure failure))
        {
            return failure;
        }

        if (InUse($"Policy {found.Name}", NeedPolicy(draft.Tables, found.Name)) is { } needed)
        {
            return needed;
        }

        draft.Remove(found);
        return found.Policy;
    });

    private static bool TryFindCustom(
        CallContext call, DirectoryDraft draft, string name, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out PolicyEntry entry, out Failure failure)
    {
        bool found = TryFind(call, draft.Tables.Policies, PolicyKind, name, out entry, out failure);
        if (!found && SystemPolicies.Find(name) is { } system)
        {
            call.ResourceId = call.ResourceName = system.Name;
            failure = Fixed($"Policy {system.Name} is built in.");
        }

        return found;
    }

    private static IEnumerable<string> NeedPolicy(DirectoryTables tables, string name) => tables.Attachments()
        .Where(holder => holder.Policies.Any(policy => policy.Policy.Equals(name, StringComparison.OrdinalIgnoreCase)))
        .Select(static holder => holder.Holder);
}
