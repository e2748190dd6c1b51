using Dew.Core.Audit;

namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    /// <summary>
    /// Creates what every appliance has and this one lacks: the first project, the default enterprise project, the administrators and the
    /// user admin among them. Called at every start; nothing is written when nothing is lacking.
    /// </summary>
    public async ValueTask EnsureBuiltInAsync()
    {
        if (!AddBuiltIn(new DirectoryDraft(Tables, _secrets)))
        {
            return;
        }

        var call = CallContext.OfSystem(Traces.Iam("createBuiltInEntries", "domain"));
        call.ResourceId = _identity.DomainId;
        _ = await ChangeAsync<bool>(call, draft => AddBuiltIn(draft));
    }

    private bool AddBuiltIn(DirectoryDraft draft)
    {
        DateTimeOffset now = Now();
        if (draft.Tables.Projects.Find(_identity.ProjectId) is null)
        {
            draft.Put(new Project { Id = _identity.ProjectId, Name = _identity.Region, IsEnabled = true, Created = now });
        }

        if (draft.Tables.EnterpriseProjects.Find(BuiltIn.EnterpriseProjectId) is null)
        {
            draft.Put(new EnterpriseProject { Id = BuiltIn.EnterpriseProjectId, Name = BuiltIn.EnterpriseProjectName, IsEnabled = true, Created = now });
        }

        string administrators = BuiltIn.AdministratorsId(_identity.DomainId);
        Group? group = draft.Tables.Groups.Find(administrators);
        if (group is null || !group.Policies.SequenceEqual(BuiltIn.AdministratorPolicies))
        {
            group ??= new Group { Id = administrators, Name = BuiltIn.AdministratorsName, Description = "May do everything.", Created = now };
            draft.Put(group with { Policies = BuiltIn.AdministratorPolicies });
        }

        string admin = BuiltIn.AdminId(_identity.DomainId);
        if (draft.Tables.Users.Find(admin) is null)
        {
            draft.Put(new User { Id = admin, Name = BuiltIn.AdminName, IsEnabled = true, GroupIds = [administrators], Created = now });
        }

        return !draft.IsEmpty;
    }
}
