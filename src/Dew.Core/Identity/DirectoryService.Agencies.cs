namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    private const string AgencyKind = "agency";
    private const int DefaultMaxDurationSeconds = 3600;

    /// <summary>Every agency, by name.</summary>
    public IReadOnlyList<Agency> ListAgencies() => Tables.Agencies.InOrder;

    /// <summary>An agency.</summary>
    /// <param name="agency">Its id or name.</param>
    public Outcome<Agency> GetAgency(string agency) => Tables.Agencies.TryResolve(agency, out Agency? found) ? found : NotFound(AgencyKind, agency);

    /// <summary>Creates an agency, without policies.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="values">Its name, and what shall differ from: no description, nobody trusted, credentials for an hour.</param>
    public async ValueTask<Outcome<Agency>> CreateAgencyAsync(CallContext call, AgencyUpdate values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (Check(values).Name(values.Name ?? "").Failure is { } refused)
        {
            return refused;
        }

        string name = values.Name!;
        return await ChangeAsync<Agency>(call, draft =>
        {
            if (draft.Tables.Agencies.FindByName(name) is not null)
            {
                return Exists(AgencyKind, name);
            }

            if (!Resolve(draft.Tables, values.Trust ?? AgencyTrust.Nobody).TryGet(out AgencyTrust? trust, out Failure unknown))
            {
                return unknown;
            }

            var agency = new Agency
            {
                Id = NewId(),
                Name = name,
                Description = values.Description ?? "",
                Trust = trust,
                MaxDurationSeconds = values.MaxDurationSeconds ?? DefaultMaxDurationSeconds,
                Created = Now(),
            };
            draft.Put(agency);
            Name(call, agency);
            return agency;
        });
    }

    /// <summary>Changes an agency. Temporary credentials of those it no longer trusts are refused from now on.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="agency">Its id or name.</param>
    /// <param name="update">What shall change.</param>
    public async ValueTask<Outcome<Agency>> UpdateAgencyAsync(CallContext call, string agency, AgencyUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (Check(update).Name(update.Name).Failure is { } refused)
        {
            return refused;
        }

        return await ChangeAsync<Agency>(call, draft =>
        {
            if (!TryFind(call, draft.Tables.Agencies, AgencyKind, agency, out Agency? before, out Failure failure))
            {
                return failure;
            }

            if (CheckRename(draft.Tables.Agencies, AgencyKind, before, update.Name, isBuiltIn: false) is { } notRenamed)
            {
                return notRenamed;
            }

            if (!Resolve(draft.Tables, update.Trust ?? before.Trust).TryGet(out AgencyTrust? trust, out failure))
            {
                return failure;
            }

            Agency after = before with
            {
                Name = update.Name ?? before.Name,
                Description = update.Description ?? before.Description,
                Trust = trust,
                MaxDurationSeconds = update.MaxDurationSeconds ?? before.MaxDurationSeconds,
            };
            draft.Put(after);
            Name(call, after);
            return after;
        });
    }

    /// <summary>Deletes an agency. Its temporary credentials are refused from now on.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="agency">Its id or name.</param>
    public ValueTask<Outcome<Agency>> DeleteAgencyAsync(CallContext call, string agency) => ChangeAsync<Agency>(call, draft =>
    {
        if (!TryFind(call, draft.Tables.Agencies, AgencyKind, agency, out Agency? found, out Failure failure))
        {
            return failure;
        }

        draft.Remove(found);
        return found;
    });

    private static DirectoryRules Check(AgencyUpdate values) => new DirectoryRules()
        .Description(values.Description)
        .Duration(values.MaxDurationSeconds)
        .AtMost("trusted users", values.Trust?.UserIds.Count ?? 0, DirectoryRules.MaxTrusted)
        .AtMost("trusted groups", values.Trust?.GroupIds.Count ?? 0, DirectoryRules.MaxTrusted)
        .AtMost("trusted services", values.Trust?.Services.Count ?? 0, DirectoryRules.MaxTrusted);

    /// <summary>Turns names into ids.</summary>
    private static Outcome<AgencyTrust> Resolve(DirectoryTables tables, AgencyTrust trust)
    {
        if (!ResolveAll(tables.Users, UserKind, trust.UserIds).TryGet(out IReadOnlyList<string>? users, out Failure failure)
            || !ResolveAll(tables.Groups, GroupKind, trust.GroupIds).TryGet(out IReadOnlyList<string>? groups, out failure)
            || !ResolveAll(tables.Services, ServiceKind, trust.Services).TryGet(out IReadOnlyList<string>? services, out failure))
        {
            return failure;
        }

        return trust with { UserIds = users, GroupIds = groups, Services = services };
    }
}
