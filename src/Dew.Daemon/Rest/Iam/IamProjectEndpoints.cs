using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Projects and enterprise projects of the directory.</summary>
internal sealed class IamProjectEndpoints(DirectoryService directory) : IamEndpoints(directory)
{
    private const string One = "projects/{project}";
    private const string OneEnterprise = "enterprise-projects/{project}";

    public override IReadOnlyList<Route> Routes =>
    [
        Get("projects", "dew:project:list", ListAsync),
        Change(HttpMethods.Post, "projects", "dew:project:create", Traces.Iam("createProject", "project"), CreateAsync, NameInBody),
        Get(One, "dew:project:get", ShowAsync, Named),
        Change(HttpMethods.Put, One, "dew:project:update", Traces.Iam("updateProject", "project"), UpdateAsync, Named),
        Change(HttpMethods.Delete, One, "dew:project:delete", Traces.Iam("deleteProject", "project"), DeleteAsync, Named),
        Get("enterprise-projects", "dew:enterpriseProject:list", ListEnterpriseAsync),
        Change(
            HttpMethods.Post, "enterprise-projects", "dew:enterpriseProject:create", EnterpriseTrace("createEnterpriseProject"), CreateEnterpriseAsync, NameInBody),
        Get(OneEnterprise, "dew:enterpriseProject:get", ShowEnterpriseAsync, NamedEnterprise),
        Change(
            HttpMethods.Put, OneEnterprise, "dew:enterpriseProject:update", EnterpriseTrace("updateEnterpriseProject"), UpdateEnterpriseAsync, NamedEnterprise),
        Change(
            HttpMethods.Delete, OneEnterprise, "dew:enterpriseProject:delete", EnterpriseTrace("deleteEnterpriseProject"), DeleteEnterpriseAsync, NamedEnterprise),
    ];

    private static Trace EnterpriseTrace(string name) => Traces.Iam(name, "enterpriseProject");

    private static EntryUpdate UpdateOf(UpdateEntryRequest body) => new() { Name = body.Name, Description = body.Description, IsEnabled = body.Enabled };

    private string? Named(RestRequest request) =>
        Directory.GetProject(request.Path("project")).TryGet(out Project? project, out _) ? project.Name : request.Path("project");

    private string? NamedEnterprise(RestRequest request) =>
        Directory.GetEnterpriseProject(request.Path("project")).TryGet(out EnterpriseProject? project, out _) ? project.Name : request.Path("project");

    private ValueTask ListAsync(RestRequest request) =>
        request.WriteAsync(new IamProjects { Projects = [.. Directory.ListProjects().Select(IamMessages.Show)] }, IamJson.Wire.IamProjects);

    private ValueTask ShowAsync(RestRequest request) =>
        AnswerAsync(request, Directory.GetProject(request.Path("project")), IamMessages.Show, IamJson.Wire.IamProject);

    private ValueTask CreateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.CreateEntryRequest, async body => await AnswerAsync(
        request,
        await Directory.CreateProjectAsync(request.Call, body.Name ?? "", body.Description ?? ""),
        IamMessages.Show,
        IamJson.Wire.IamProject,
        StatusCodes.Status201Created));

    private ValueTask UpdateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.UpdateEntryRequest, async body => await AnswerAsync(
        request,
        await Directory.UpdateProjectAsync(request.Call, request.Path("project"), UpdateOf(body)),
        IamMessages.Show,
        IamJson.Wire.IamProject));

    private async ValueTask DeleteAsync(RestRequest request) =>
        await DoneAsync(request, await Directory.DeleteProjectAsync(request.Call, request.Path("project")));

    private ValueTask ListEnterpriseAsync(RestRequest request) => request.WriteAsync(
        new IamEnterpriseProjects { EnterpriseProjects = [.. Directory.ListEnterpriseProjects().Select(IamMessages.Show)] },
        IamJson.Wire.IamEnterpriseProjects);

    private ValueTask ShowEnterpriseAsync(RestRequest request) =>
        AnswerAsync(request, Directory.GetEnterpriseProject(request.Path("project")), IamMessages.Show, IamJson.Wire.IamProject);

    private ValueTask CreateEnterpriseAsync(RestRequest request) => ReadAsync(request, IamJson.Default.CreateEntryRequest, async body => await AnswerAsync(
        request,
        await Directory.CreateEnterpriseProjectAsync(request.Call, body.Name ?? "", body.Description ?? ""),
        IamMessages.Show,
        IamJson.Wire.IamProject,
        StatusCodes.Status201Created));

    private ValueTask UpdateEnterpriseAsync(RestRequest request) => ReadAsync(request, IamJson.Default.UpdateEntryRequest, async body => await AnswerAsync(
        request,
        await Directory.UpdateEnterpriseProjectAsync(request.Call, request.Path("project"), UpdateOf(body)),
        IamMessages.Show,
        IamJson.Wire.IamProject));

    private async ValueTask DeleteEnterpriseAsync(RestRequest request) =>
        await DoneAsync(request, await Directory.DeleteEnterpriseProjectAsync(request.Call, request.Path("project")));
}
