using System.Net;
using Dew.Core;
using Dew.Core.Identity;
using Dew.Core.Kms;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Why somebody may or may not do something.</summary>
internal sealed class IamExplainEndpoints(DirectoryService directory, TimeProvider time) : IamEndpoints(directory)
{
    public override IReadOnlyList<Route> Routes =>
    [
        Get("explain", "dew:appliance:explain", ExplainAsync) with { Method = HttpMethods.Post, BodyIsOptional = false },
    ];

    private ValueTask ExplainAsync(RestRequest request) => ReadAsync(request, IamJson.Default.ExplainRequest, body => AnswerAsync(
        request, Explain(request, body), static answer => answer, IamJson.Wire.ExplainResponse));

    private Outcome<ExplainResponse> Explain(RestRequest request, ExplainRequest body)
    {
        if (!FindAction(body.Action).TryGet(out IamAction? action, out Failure failure)
            || !FindPrincipal(body).TryGet(out Principal? principal, out failure)
            || !FindProject(request, body, action).TryGet(out string? projectId, out failure)
            || !FindSource(body.SourceIp).TryGet(out Source source, out failure)
            || !FindTarget(request, body.Resource, action, projectId).TryGet(out Target target, out failure))
        {
            return failure;
        }

        AccessExplanation explanation = Directory.RulesAsIfActive(principal, projectId).Explain(new AccessRequest
        {
            Action = action,
            PrincipalId = principal.Id,
            PrincipalName = principal.Name,
            Time = time.GetUtcNow(),
            KeyId = target.KeyId,
            ResourceName = target.Name,
            Source = source.Address,
            IsSecureTransport = true,
            Resource = target.Key is { } key ? new KeyFacts(key) : null,
        });
        return Show(principal, projectId, source, explanation);
    }

    private ExplainResponse Show(Principal principal, string projectId, Source source, AccessExplanation explanation)
    {
        bool isShutOut = source.Address is { } address && !Directory.IsAddressAllowed(principal, address);
        bool isActive = principal.Kind == PrincipalKind.Agency || Directory.IsActive(principal);
        bool isProjectOff = projectId.Length > 0 && Directory.FindProject(projectId) is not { IsEnabled: true };
        bool allowed = explanation.Decision == AccessDecision.Allowed && isActive && !isShutOut && !isProjectOff;
        return new ExplainResponse
        {
            Allowed = allowed,
            Decision = allowed ? "allowed" : explanation.Decision == AccessDecision.DeniedByStatement || isShutOut ? "denied" : "not_allowed",
            Reason = !isActive ? $"{principal.Name} is disabled; nothing is accepted from it."
                : isShutOut ? $"An access list does not let {principal.Name} come from that address."
                : isProjectOff ? "The project is disabled."
                : explanation.Decision switch
                {
                    AccessDecision.Allowed => "A statement allows it, and none denies it.",
                    AccessDecision.DeniedByStatement => "A statement denies it, and a denial wins over whatever allows.",
                    _ => "No statement allows it.",
                },
            Statements =
            [
                .. explanation.Findings.Select(static finding => new ExplainFinding
                {
                    Policy = finding.Policy,
                    Statement = finding.Statement,
                    Effect = finding.Effect == PolicyEffect.Deny ? "Deny" : "Allow",
                    Applies = finding.Applies,
                    Reason = finding.Reason,
                }),
            ],
        };
    }

    /// <summary>kms:dek:create is an action and a group of two; who asks about it means the action.</summary>
    private static Outcome<IamAction> FindAction(string? name)
    {
        IReadOnlyList<IamAction> found = name is null ? [] : IamActions.Find(name);
        return found.Where(action => action.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).FirstOrDefault() is { } exactly ? exactly : found switch
        {
            [var one] => one,
            [] => new Failure(Status.ParameterInvalid, "action must be the name of an action, such as kms:cmk:create."),
            _ => new Failure(
                Status.ParameterInvalid, $"action stands for several actions; name one of {string.Join(", ", found.Select(static action => action.Name))}."),
        };
    }

    /// <summary>Somebody disabled is explained too, so the principal is made from the entry.</summary>
    private Outcome<Principal> FindPrincipal(ExplainRequest body)
    {
        Failure failure;
        switch (body.User, body.Service, body.Agency)
        {
            case ({ } name, null, null):
                return Directory.GetUser(name).TryGet(out User? user, out failure) ? new Principal(PrincipalKind.User, user.Id, user.Name) : failure;
            case (null, { } name, null):
                return Directory.GetService(name).TryGet(out ServicePrincipal? service, out failure)
                    ? new Principal(PrincipalKind.Service, service.Name, service.Name)
                    : failure;
            case (null, null, { } name):
                return Directory.GetAgency(name).TryGet(out Agency? agency, out failure) ? new Principal(PrincipalKind.Agency, agency.Id, agency.Name) : failure;
            default:
                return new Failure(Status.ParameterInvalid, "Name one of user, service and agency.");
        }
    }

    private Outcome<string> FindProject(RestRequest request, ExplainRequest body, IamAction action)
    {
        if (body.Project is { } named)
        {
            return Directory.GetProject(named).TryGet(out Project? project, out Failure failure) ? project.Id : failure;
        }

        return action.ServiceName == "dew" ? "" : request.Appliance.Identity.ProjectId;
    }

    private static Outcome<Source> FindSource(string? text)
    {
        if (text is null)
        {
            return new Source(null);
        }

        return IPAddress.TryParse(text, out IPAddress? address)
            ? new Source(address)
            : new Failure(Status.ParameterInvalid, "source_ip must be an address, such as 10.1.2.3.");
    }

    private static Outcome<Target> FindTarget(RestRequest request, string? resource, IamAction action, string projectId)
    {
        if (resource is null || action.Resource != ResourceType.Key)
        {
            return new Target(null, resource, null);
        }

        return Guid.TryParseExact(resource, "D", out Guid keyId)
            ? new Target(keyId, null, request.Appliance.Access.Find(projectId, keyId))
            : new Failure(Status.KeyIdMalformed, "resource must be the id of a key, a UUID.");
    }

    /// <summary>Where the request would come from.</summary>
    private readonly record struct Source(IPAddress? Address);

    /// <summary>What the request would act on.</summary>
    private readonly record struct Target(Guid? KeyId, string? Name, KeyRecord? Key);
}
