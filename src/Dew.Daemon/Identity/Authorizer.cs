using System.Net;
using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Route = Dew.Daemon.Rest.Route;

namespace Dew.Daemon.Identity;

/// <summary>Asks the policies of the caller whether a request may be carried out.</summary>
internal sealed class Authorizer
{
    private readonly DirectoryService _directory;
    private readonly TimeProvider _time;

    public Authorizer(DirectoryService directory, TimeProvider time)
    {
        _directory = directory;
        _time = time;
    }

    /// <summary>Whether the caller may come from where it comes.</summary>
    internal Failure? CheckAddress(Principal principal, IPAddress? address) =>
        address is null || _directory.IsAddressAllowed(principal, address) ? null : AuthenticationFailures.AddressRefused;

    /// <summary>Whether a project is one of this appliance and enabled.</summary>
    internal Failure? CheckProject(string projectId) =>
        _directory.FindProject(projectId) switch
        {
            { IsEnabled: true } => null,
            { } => new Failure(Status.ProjectUnknown, $"The project {projectId} is disabled."),
            null when projectId is "{project_id}" or "%7Bproject_id%7D" => new Failure(
                Status.ProjectUnknown,
                "The URL carries the literal text {project_id}: set the project id in the client's credentials, or a region so that the client looks it up."),
            null => new Failure(Status.ProjectUnknown, "The project in the URL is not one of this appliance; GET /v3/projects tells those of the caller."),
        };

    /// <summary>Whether the caller may do it.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="route">What is asked for.</param>
    /// <param name="target">To what.</param>
    internal Failure? Check(CallContext call, Route route, in AccessTarget target)
    {
        if (route.Permission == Route.AnyCaller)
        {
            return null;
        }

        AccessRules rules = _directory.RulesOf(call.Principal, call.ProjectId);
        AccessDecision decision = rules.Decide(new AccessRequest
        {
            Action = route.Action!,
            PrincipalId = call.Principal.Id,
            PrincipalName = call.Principal.Name,
            Time = _time.GetUtcNow(),
            KeyId = target.KeyId,
            ResourceName = target.ResourceName,
            Source = target.Address,
            IsSecureTransport = call.Channel is AuditChannel.Unix or AuditChannel.Tls,
            Resource = target.Key is { } key ? new KeyFacts(key) : target.NewKey,
            Parameters = target.Parameters,
        });
        return decision switch
        {
            AccessDecision.Allowed => null,
            AccessDecision.DeniedByStatement => new Failure(
                Status.NotPermitted, $"{Name(call.Principal)} may not {route.Permission} here: a policy denies it."),
            _ => new Failure(Status.NotPermitted, $"{Name(call.Principal)} may not {route.Permission} here: no policy allows it."),
        };
    }

    private static string Name(Principal principal) => principal.Kind switch
    {
        PrincipalKind.Agency => $"The agency {principal.Name}",
        PrincipalKind.Service => $"The service {principal.Name}",
        _ => $"The user {principal.Name}",
    };
}
