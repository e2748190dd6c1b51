using System.Net;

namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    /// <summary>A user by id, enabled or not; null if there is none.</summary>
    /// <param name="id">The id.</param>
    public User? FindUser(string id) => Tables.Users.Find(id);

    /// <summary>A user by name, enabled or not; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public User? FindUserByName(string name) => Tables.Users.FindByName(name);

    /// <summary>A project by id, enabled or not; null if there is none.</summary>
    /// <param name="id">The id.</param>
    public Project? FindProject(string id) => Tables.Projects.Find(id);

    /// <summary>An enterprise project by id; null if there is none.</summary>
    /// <param name="id">The id.</param>
    public EnterpriseProject? FindEnterpriseProject(string id) => Tables.EnterpriseProjects.Find(id);

    /// <summary>An access key that is not temporary; null if there is none. Ask whether it is usable.</summary>
    /// <param name="id">The id of the access key.</param>
    public KnownAccessKey? FindAccessKey(ReadOnlySpan<char> id) => _snapshot.FindAccessKey(id);

    /// <summary>Who an enabled user is; null if there is none or it is disabled.</summary>
    /// <param name="id">The id of the user.</param>
    public Principal? PrincipalOfUser(string id) => _snapshot.FindUser(id);

    /// <summary>Who an enabled service principal is; null if there is none or it is disabled.</summary>
    /// <param name="name">The name of the service.</param>
    public Principal? PrincipalOfService(string name) => _snapshot.FindService(name);

    /// <summary>
    /// Who a user of the operating system is on the Unix sockets; null if nobody. A mapping of the user counts before those of its groups,
    /// and among groups that of the smallest number. A mapping to a disabled user does not fall back to another one.
    /// </summary>
    /// <param name="uid">The user's number.</param>
    /// <param name="gids">The numbers of its groups.</param>
    public Principal? PrincipalOfPeer(uint uid, ReadOnlySpan<uint> gids) => _snapshot.FindPeer(uid, gids);

    /// <summary>Whether a principal is still what it was: not deleted, disabled, or, for an agency, no longer trusted.</summary>
    /// <param name="principal">Who it was.</param>
    public bool IsActive(Principal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return _snapshot.IsActive(principal);
    }

    /// <summary>
    /// What a principal may do. Nothing, if it is unknown, disabled, an agency that its holder may no longer assume, or if the project
    /// is unknown or disabled. The appliance itself asks nobody, so it has no rules either.
    /// </summary>
    /// <param name="principal">Who.</param>
    /// <param name="projectId">The project; empty for what belongs to the whole domain, where only policies for all projects count.</param>
    public AccessRules RulesOf(Principal principal, string projectId)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return _snapshot.RulesOf(principal, projectId);
    }

    /// <summary>What a principal could do if it were active and the project enabled: for explanations, not for decisions.</summary>
    /// <param name="principal">Who.</param>
    /// <param name="projectId">As in <see cref="RulesOf"/>.</param>
    public AccessRules RulesAsIfActive(Principal principal, string projectId)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return _snapshot.Compile(principal.Kind, principal.Id, projectId);
    }

    /// <summary>The enabled projects that some policy of a principal holds in, by name.</summary>
    /// <param name="principal">Who.</param>
    public IReadOnlyList<Project> ProjectsOf(Principal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        DirectorySnapshot snapshot = _snapshot;
        if (!snapshot.IsActive(principal))
        {
            return [];
        }

        List<PolicyAttachment> policies = snapshot.PoliciesOf(principal.Kind, principal.Id);
        return [.. snapshot.Tables.Projects.InOrder.Where(project =>
            project.IsEnabled && policies.Exists(policy => policy.ProjectId is null || policy.ProjectId == project.Id))];
    }

    /// <summary>Whether a principal may come from an address: it must be in the list of the domain and in that of the user, as far as there are such lists.</summary>
    /// <param name="principal">Who.</param>
    /// <param name="address">The address of the network connection.</param>
    public bool IsAddressAllowed(Principal principal, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return _snapshot.IsAddressAllowed(principal, address);
    }
}
