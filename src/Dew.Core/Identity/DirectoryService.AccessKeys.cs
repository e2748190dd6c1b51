using Dew.SecureMemory;

namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    private const string AccessKeyKind = "access key";

    private static readonly TimeSpan s_longestGrace = TimeSpan.FromDays(30);

    /// <summary>Access keys by id: all, or those of one user or service.</summary>
    /// <param name="user">The user's id or name; null for any.</param>
    /// <param name="service">The service's name; null for any.</param>
    public Outcome<IReadOnlyList<AccessKey>> ListAccessKeys(string? user = null, string? service = null)
    {
        DirectoryTables tables = Tables;
        if (user is null && service is null)
        {
            return tables.AccessKeys.InOrder.Select(Show).ToList();
        }

        return FindOwner(tables, user, service).TryGet(out Owner owner, out Failure failure)
            ? tables.AccessKeys.InOrder.Where(entry => owner.Owns(entry.Key)).Select(Show).ToList()
            : failure;
    }

    /// <summary>An access key.</summary>
    /// <param name="id">Its id.</param>
    public Outcome<AccessKey> GetAccessKey(string id) => Tables.AccessKeys.Find(id) is { } entry ? Show(entry) : NoAccessKey();

    /// <summary>Creates an access key. A user or service has at most two: the one in use, and the one that takes its place.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="user">The user it signs for, by id or name; or null.</param>
    /// <param name="service">The service it signs for; or null. One of both is given.</param>
    /// <param name="description">The description.</param>
    /// <returns>The key with its secret, to be disposed.</returns>
    public async ValueTask<Outcome<IssuedAccessKey>> CreateAccessKeyAsync(CallContext call, string? user, string? service, string description = "")
    {
        if (new DirectoryRules().Description(description).Failure is { } refused)
        {
            return refused;
        }

        return await IssueAsync(call, AccessKeyText.NewSecret(), (draft, secret) =>
            FindOwner(draft.Tables, user, service).TryGet(out Owner owner, out Failure failure)
                ? Add(call, draft, owner, AccessKeyText.NewId(), secret, description)
                : failure);
    }

    /// <summary>Takes over an access key that was made elsewhere, such as one that clients are set up with already.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="user">The user it signs for, by id or name.</param>
    /// <param name="id">Its id, 20 upper-case letters and digits.</param>
    /// <param name="secret">Its secret, 40 bytes. Copied.</param>
    /// <param name="description">The description.</param>
    public async ValueTask<Outcome<AccessKey>> ImportAccessKeyAsync(
        CallContext call, string user, string id, ReadOnlyMemory<byte> secret, string description = "")
    {
        DirectoryRules rules = new DirectoryRules().Description(description)
            .Check(AccessKeyText.IsId(id) && !AccessKeyText.IsTemporary(id),
                $"An access key id has {AccessKeyText.IdLength} upper-case letters and digits and does not begin with {AccessKeyText.TemporaryPrefix}.")
            .Check(secret.Length == AccessKeyText.SecretLength && !secret.Span.ContainsAnyExceptInRange((byte)0x21, (byte)0x7e),
                $"The secret of an access key has {AccessKeyText.SecretLength} printable ASCII characters.");
        if (rules.Failure is { } refused)
        {
            return refused;
        }

        var copy = new SecretBuffer(secret.Length);
        secret.Span.CopyTo(copy.DangerousGetSpan());
        Outcome<IssuedAccessKey> issued = await IssueAsync(call, copy, (draft, copied) =>
            draft.Tables.AccessKeys.Find(id) is not null ? Exists(AccessKeyKind, id)
            : FindOwner(draft.Tables, user, service: null).TryGet(out Owner owner, out Failure failure)
                ? Add(call, draft, owner, id, copied, description)
            : failure);
        copy.Dispose();
        return issued.TryGet(out IssuedAccessKey? key, out Failure notIssued) ? key.Key : notIssued;
    }

    /// <summary>Makes a new access key for the owner of another, which stops being accepted after a while.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">The key to be replaced.</param>
    /// <param name="grace">How long it is still accepted, 0 to 30 days.</param>
    /// <returns>The new key with its secret, to be disposed.</returns>
    public async ValueTask<Outcome<IssuedAccessKey>> RotateAccessKeyAsync(CallContext call, string id, TimeSpan grace)
    {
        if (grace < TimeSpan.Zero || grace > s_longestGrace)
        {
            return new Failure(Status.EntryInvalid, $"The old key must stay valid for 0 to {s_longestGrace.TotalDays} days.");
        }

        return await IssueAsync(call, AccessKeyText.NewSecret(), (draft, secret) =>
        {
            if (!TryFindAccessKey(call, draft, id, out AccessKeyEntry? old))
            {
                return NoAccessKey();
            }

            DateTimeOffset end = Now() + grace;
            AccessKey expiring = old.Key with { Expires = old.Key.Expires < end ? old.Key.Expires : end };
            draft.Put(old with { Key = expiring });
            return Add(call, draft, new Owner(expiring.UserId, expiring.Service), AccessKeyText.NewId(), secret, expiring.Description, keep: expiring.Id);
        });
    }

    /// <summary>Changes an access key.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">Its id.</param>
    /// <param name="isEnabled">Whether it is accepted; null to keep.</param>
    /// <param name="description">The description; null to keep.</param>
    public async ValueTask<Outcome<AccessKey>> UpdateAccessKeyAsync(CallContext call, string id, bool? isEnabled, string? description)
    {
        if (new DirectoryRules().Description(description).Failure is { } refused)
        {
            return refused;
        }

        return await ChangeAsync<AccessKey>(call, draft =>
        {
            if (!TryFindAccessKey(call, draft, id, out AccessKeyEntry? before))
            {
                return NoAccessKey();
            }

            AccessKeyEntry after = before with
            {
                Key = before.Key with { IsEnabled = isEnabled ?? before.Key.IsEnabled, Description = description ?? before.Key.Description },
            };
            draft.Put(after);
            draft.Message = $"Of {Describe(draft.Tables, after.Key)}.";
            return Show(after);
        });
    }

    /// <summary>Deletes an access key; its secret is gone from memory once the last request that is being checked with it is.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">Its id.</param>
    public ValueTask<Outcome<AccessKey>> DeleteAccessKeyAsync(CallContext call, string id) => ChangeAsync<AccessKey>(call, draft =>
    {
        if (!TryFindAccessKey(call, draft, id, out AccessKeyEntry? found))
        {
            return NoAccessKey();
        }

        draft.Remove(found);
        draft.Message = $"Of {Describe(draft.Tables, found.Key)}.";
        return Show(found);
    });

    private static AccessKey Show(AccessKeyEntry entry) => entry.Key with { LastUsed = entry.Secret.LastUsed };

    private static string Describe(DirectoryTables tables, AccessKey key) =>
        key.UserId is { } id ? $"user {tables.Users.Find(id)?.Name}" : $"service {key.Service}";

    private static Failure NoAccessKey() => new(Status.EntryNotFound, "There is no such access key.");

    private static bool TryFindAccessKey(
        CallContext call, DirectoryDraft draft, string id, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out AccessKeyEntry? entry)
    {
        entry = draft.Tables.AccessKeys.Find(id);
        if (entry is not null)
        {
            Name(call, entry);
        }

        return entry is not null;
    }

    /// <summary>Runs a change that makes a key of a secret, which is handed to the caller or zeroed.</summary>
    private async ValueTask<Outcome<IssuedAccessKey>> IssueAsync(
        CallContext call, SecretBuffer secret, Func<DirectoryDraft, SecretBuffer, Outcome<AccessKey>> decide)
    {
        IssuedAccessKey? issued = null;
        try
        {
            Outcome<AccessKey> made = await ChangeAsync(call, draft => decide(draft, secret));
            if (!made.TryGet(out AccessKey? key, out Failure failure))
            {
                return failure;
            }

            return issued = new IssuedAccessKey(key, secret);
        }
        finally
        {
            if (issued is null)
            {
                secret.Dispose();
            }
        }
    }

    /// <summary>Adds a key if its owner may have one more; those whose time is over make room.</summary>
    private Outcome<AccessKey> Add(
        CallContext call, DirectoryDraft draft, Owner owner, string id, SecretBuffer secret, string description, string? keep = null)
    {
        DateTimeOffset now = Now();
        List<AccessKeyEntry> present = [.. draft.Tables.AccessKeys.All.Where(entry => owner.Owns(entry.Key))];
        List<AccessKeyEntry> over = [.. present.Where(entry => entry.Key.Expires <= now && entry.Id != keep)];
        if (present.Count - over.Count >= DirectoryRules.MaxAccessKeysOfOwner)
        {
            return new Failure(
                Status.EntryInvalid,
                $"There are {DirectoryRules.MaxAccessKeysOfOwner} access keys already, as many as a user or service may have. Delete one first.");
        }

        over.ForEach(draft.Remove);
        var key = new AccessKey
        {
            Id = id,
            UserId = owner.UserId,
            Service = owner.Service,
            Description = description,
            IsEnabled = true,
            Created = now,
        };
        draft.Add(key, secret);
        draft.Message = keep is null ? $"For {Describe(draft.Tables, key)}." : $"For {Describe(draft.Tables, key)}, in place of {keep}.";
        call.ResourceId = call.ResourceName = key.Id;
        return key;
    }

    private static Outcome<Owner> FindOwner(DirectoryTables tables, string? user, string? service) => (user, service) switch
    {
        (not null, null) => tables.Users.TryResolve(user, out User? found) ? new Owner(found.Id, null) : NotFound(UserKind, user),
        (null, not null) => tables.Services.FindByName(service) is { } found ? new Owner(null, found.Name) : NotFound(ServiceKind, service),
        _ => new Failure(Status.EntryInvalid, "An access key signs for a user or for a service: name one of both."),
    };

    /// <summary>Whom a key signs for.</summary>
    private readonly record struct Owner(string? UserId, string? Service)
    {
        internal bool Owns(AccessKey key) => key.UserId == UserId && key.Service == Service;
    }
}
