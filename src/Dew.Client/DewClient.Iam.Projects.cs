using Dew.Client.Rest;
using Dew.Protocol.Rest;

namespace Dew.Client;

/// <content>Projects and enterprise projects of the directory.</content>
public sealed partial class DewClient
{
    /// <summary>Creates a project.</summary>
    public Task<IamProject> CreateProjectAsync(CreateEntryRequest request, CancellationToken cancellationToken = default) =>
        PostAsync(Iam + "projects", request, IamJson.Default.CreateEntryRequest, IamJson.Default.IamProject, cancellationToken);

    /// <summary>All projects, by name.</summary>
    public Task<IamProjects> ListProjectsAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Iam + "projects", IamJson.Default.IamProjects, unhurried: false, cancellationToken);

    /// <summary>One project.</summary>
    public Task<IamProject> GetProjectAsync(string project, CancellationToken cancellationToken = default) =>
        GetAsync(ProjectPath(project), IamJson.Default.IamProject, unhurried: false, cancellationToken);

    /// <summary>Changes name, description or whether the project is enabled; what is null stays.</summary>
    public Task<IamProject> UpdateProjectAsync(string project, UpdateEntryRequest change, CancellationToken cancellationToken = default) =>
        PutAsync(ProjectPath(project), change, IamJson.Default.UpdateEntryRequest, IamJson.Default.IamProject, cancellationToken);

    /// <summary>Deletes a project that is disabled and not needed any more.</summary>
    public Task DeleteProjectAsync(string project, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, ProjectPath(project), default, cancellationToken);

    /// <summary>Creates an enterprise project.</summary>
    public Task<IamProject> CreateEnterpriseProjectAsync(CreateEntryRequest request, CancellationToken cancellationToken = default) =>
        PostAsync(Iam + "enterprise-projects", request, IamJson.Default.CreateEntryRequest, IamJson.Default.IamProject, cancellationToken);

    /// <summary>All enterprise projects, by name.</summary>
    public Task<IamEnterpriseProjects> ListEnterpriseProjectsAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Iam + "enterprise-projects", IamJson.Default.IamEnterpriseProjects, unhurried: false, cancellationToken);

    /// <summary>One enterprise project.</summary>
    public Task<IamProject> GetEnterpriseProjectAsync(string project, CancellationToken cancellationToken = default) =>
        GetAsync(EnterpriseProjectPath(project), IamJson.Default.IamProject, unhurried: false, cancellationToken);

    /// <summary>Changes name, description or whether the enterprise project is enabled; what is null stays.</summary>
    public Task<IamProject> UpdateEnterpriseProjectAsync(string project, UpdateEntryRequest change, CancellationToken cancellationToken = default) =>
        PutAsync(EnterpriseProjectPath(project), change, IamJson.Default.UpdateEntryRequest, IamJson.Default.IamProject, cancellationToken);

    /// <summary>Deletes an enterprise project that is disabled and not needed any more.</summary>
    public Task DeleteEnterpriseProjectAsync(string project, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, EnterpriseProjectPath(project), default, cancellationToken);

    private static string ProjectPath(string project) => Iam + "projects/" + RestPath.Segment(project);

    private static string EnterpriseProjectPath(string project) => Iam + "enterprise-projects/" + RestPath.Segment(project);
}
