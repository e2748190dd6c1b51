using Dew.Core.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>What the vendor's clients look up for themselves (reference section 7): their projects and their domain.</summary>
internal sealed class IamLookUpEndpoints(DirectoryService directory) : IamEndpoints(directory)
{
    private const string ProjectsUrl = "/v3/projects";
    private const string DomainsUrl = "/v3/auth/domains";

    public override IReadOnlyList<Route> Routes =>
    [
        Get("", Route.AnyCaller, ListProjectsAsync) with { Pattern = ProjectsUrl },
        Get("", Route.AnyCaller, ListDomainsAsync) with { Pattern = DomainsUrl },
    ];

    /// <summary>Only projects in which the caller may do something; by name, exactly one or none.</summary>
    private ValueTask ListProjectsAsync(RestRequest request)
    {
        string? name = request.Query("name");
        string query = request.Http.Request.QueryString.Value ?? "";
        return request.WriteAsync(
            new ProjectListResponse
            {
                Projects =
                [
                    .. Directory.ProjectsOf(request.Call.Principal)
                        .Where(project => name is null || project.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                        .Select(Show),
                ],
                Links = new ListLinks { Self = ProjectsUrl + query },
            },
            IamJson.Wire.ProjectListResponse);
    }

    private ValueTask ListDomainsAsync(RestRequest request) => request.WriteAsync(
        new DomainListResponse
        {
            Domains =
            [
                new DomainListItem
                {
                    Id = Directory.DomainId,
                    Name = Directory.DomainId,
                    Description = "",
                    Enabled = true,
                    Links = new ListLinks { Self = $"/v3/domains/{Directory.DomainId}" },
                },
            ],
            Links = new ListLinks { Self = DomainsUrl },
        },
        IamJson.Wire.DomainListResponse);

    private ProjectListItem Show(Project project) => new()
    {
        Id = project.Id,
        Name = project.Name,
        DomainId = Directory.DomainId,
        ParentId = Directory.DomainId,
        Description = project.Description,
        Enabled = project.IsEnabled,
        IsDomain = false,
        Links = new ListLinks { Self = $"{ProjectsUrl}/{project.Id}" },
    };
}
