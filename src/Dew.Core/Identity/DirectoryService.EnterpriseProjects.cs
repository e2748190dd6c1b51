using Dew.Core.Kms;

namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    private const string EnterpriseProjectKind = "enterprise project";

    /// <summary>Every enterprise project, by name.</summary>
    public IReadOnlyList<EnterpriseProject> ListEnterpriseProjects() => Tables.EnterpriseProjects.InOrder;

    /// <summary>An enterprise project.</summary>
    /// <param name="project">Its id or name.</param>
    public Outcome<EnterpriseProject> GetEnterpriseProject(string project) =>
        Tables.EnterpriseProjects.TryResolve(project, out EnterpriseProject? found) ? found : NotFound(EnterpriseProjectKind, project);

    /// <summary>Creates an enterprise project, enabled.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The name.</param>
    /// <param name="description">The description.</param>
    public async ValueTask<Outcome<EnterpriseProject>> CreateEnterpriseProjectAsync(CallContext call, string name, string description = "")
    {
        if (new DirectoryRules().Name(name).EnterpriseProjectName(name).Description(description).Failure is { } refused)
        {
            return refused;
        }

        return await ChangeAsync<EnterpriseProject>(call, draft =>
        {
            if (draft.Tables.EnterpriseProjects.FindByName(name) is not null)
            {
                return Exists(EnterpriseProjectKind, name);
            }

            var project = new EnterpriseProject { Id = Guid.NewGuid().ToString(), Name = name, Description = description, IsEnabled = true, Created = Now() };
            draft.Put(project);
            Name(call, project);
            return project;
        });
    }

    /// <summary>Changes an enterprise project. The default one keeps its name and stays enabled.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="project">Its id or name.</param>
    /// <param name="update">What shall change.</param>
    public async ValueTask<Outcome<EnterpriseProject>> UpdateEnterpriseProjectAsync(CallContext call, string project, EntryUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (new DirectoryRules().Name(update.Name).EnterpriseProjectName(update.Name).Description(update.Description).Failure is { } refused)
        {
            return refused;
        }

        return await ChangeAsync<EnterpriseProject>(call, draft =>
        {
            if (!TryFind(call, draft.Tables.EnterpriseProjects, EnterpriseProjectKind, project, out EnterpriseProject? before, out Failure failure))
            {
                return failure;
            }

            bool isDefault = before.Id == BuiltIn.EnterpriseProjectId;
            if (CheckRename(draft.Tables.EnterpriseProjects, EnterpriseProjectKind, before, update.Name, isDefault) is { } notRenamed)
            {
                return notRenamed;
            }

            if (isDefault && update.IsEnabled == false)
            {
                return Fixed("The default enterprise project stays enabled.");
            }

            EnterpriseProject after = before with
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

    /// <summary>Deletes an enterprise project that is disabled and holds no keys.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="project">Its id or name.</param>
    public ValueTask<Outcome<EnterpriseProject>> DeleteEnterpriseProjectAsync(CallContext call, string project) =>
        ChangeAsync<EnterpriseProject>(call, draft =>
        {
            if (!TryFind(call, draft.Tables.EnterpriseProjects, EnterpriseProjectKind, project, out EnterpriseProject? found, out Failure failure))
            {
                return failure;
            }

            if (found.Id == BuiltIn.EnterpriseProjectId)
            {
                return Fixed("The default enterprise project cannot be deleted.");
            }

            if (InUse($"Enterprise project {found.Name}", NeedEnterpriseProject(draft.Tables, found.Id)) is { } needed)
            {
                return needed;
            }

            if (found.IsEnabled)
            {
                return new Failure(Status.EntryInUse, $"Enterprise project {found.Name} is enabled; disable it first.");
            }

            draft.Remove(found);
            return found;
        });

    private IEnumerable<string> NeedEnterpriseProject(DirectoryTables tables, string enterpriseProjectId)
    {
        foreach (Project project in tables.Projects.InOrder)
        {
            KeyPage keys = _keys.List(new KeyFilter(project.Id, EnterpriseProjectId: enterpriseProjectId), offset: 0, limit: 1);
            if (keys.Total > 0)
            {
                yield return $"{keys.Total} keys of project {project.Name}";
            }
        }
    }
}
