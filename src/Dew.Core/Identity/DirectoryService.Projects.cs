using Dew.Core.Kms;

namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    private const string ProjectKind = "project";

    /// <summary>Every project, by name.</summary>
    public IReadOnlyList<Project> ListProjects() => Tables.Projects.InOrder;

    /// <summary>A project.</summary>
    /// <param name="project">Its id or name.</param>
    public Outcome<Project> GetProject(string project) =>
        Tables.Projects.TryResolve(project, out Project? found) ? found : NotFound(ProjectKind, project);

    /// <summary>Creates a project, enabled.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The name.</param>
    /// <param name="description">The description.</param>
    public async ValueTask<Outcome<Project>> CreateProjectAsync(CallContext call, string name, string description = "")
    {
        if (new DirectoryRules().Name(name).Description(description).Failure is { } refused)
        {
            return refused;
        }

        return await ChangeAsync<Project>(call, draft =>
        {
            if (draft.Tables.Projects.FindByName(name) is not null)
            {
                return Exists(ProjectKind, name);
            }

            var project = new Project { Id = NewId(), Name = name, Description = description, IsEnabled = true, Created = Now() };
            draft.Put(project);
            Name(call, project);
            return project;
        });
    }

    /// <summary>Changes a project. The first one keeps its name and stays enabled.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="project">Its id or name.</param>
    /// <param name="update">What shall change.</param>
    public async ValueTask<Outcome<Project>> UpdateProjectAsync(CallContext call, string project, EntryUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (new DirectoryRules().Name(update.Name).Description(update.Description).Failure is { } refused)
        {
            return refused;
        }

        return await ChangeAsync<Project>(call, draft =>
        {
            if (!TryFind(call, draft.Tables.Projects, ProjectKind, project, out Project? before, out Failure failure))
            {
                return failure;
            }

            bool isFirst = before.Id == _identity.ProjectId;
            if (CheckRename(draft.Tables.Projects, ProjectKind, before, update.Name, isFirst) is { } notRenamed)
            {
                return notRenamed;
            }

            if (isFirst && update.IsEnabled == false)
            {
                return Fixed($"Project {before.Name} is the appliance's first one and stays enabled.");
            }

            Project after = before with
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

    /// <summary>Deletes a project that is disabled and holds no keys.</summary>
    /// <remarks>Disabled first, so that no request that was let in before can still create a key in it afterwards.</remarks>
    /// <param name="call">Who asks.</param>
    /// <param name="project">Its id or name.</param>
    public ValueTask<Outcome<Project>> DeleteProjectAsync(CallContext call, string project) => ChangeAsync<Project>(call, draft =>
    {
        if (!TryFind(call, draft.Tables.Projects, ProjectKind, project, out Project? found, out Failure failure))
        {
            return failure;
        }

        if (found.Id == _identity.ProjectId)
        {
            return Fixed($"Project {found.Name} is the appliance's first one and cannot be deleted.");
        }

        if (InUse($"Project {found.Name}", NeedProject(draft.Tables, found.Id)) is { } needed)
        {
            return needed;
        }

        if (found.IsEnabled)
        {
            return new Failure(Status.EntryInUse, $"Project {found.Name} is enabled; disable it first.");
        }

        draft.Remove(found);
        return found;
    });

    private IEnumerable<string> NeedProject(DirectoryTables tables, string projectId)
    {
        KeyPage keys = _keys.List(new KeyFilter(projectId), offset: 0, limit: 1);
        return
        [
            .. keys.Total > 0 ? (string[])[$"{keys.Total} keys"] : [],
            .. tables.Attachments()
                .Where(holder => holder.Policies.Any(policy => policy.ProjectId == projectId))
                .Select(static holder => holder.Holder),
        ];
    }
}
