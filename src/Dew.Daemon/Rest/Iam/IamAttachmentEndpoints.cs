using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Policies of groups, agencies and services.</summary>
internal sealed class IamAttachmentEndpoints(DirectoryService directory) : IamEndpoints(directory)
{
    public override IReadOnlyList<Route> Routes =>
    [
        .. Of(PolicyHolder.Group, "groups", "group", "userGroup"),
        .. Of(PolicyHolder.Agency, "agencies", "agency", "agency"),
        .. Of(PolicyHolder.Service, "services", "user", "service"),
    ];

    private IEnumerable<Route> Of(PolicyHolder kind, string collection, string action, string resourceType)
    {
        string url = collection + "/{holder}/policies";
        string permission = $"dew:{action}:update";
        yield return Change(HttpMethods.Put, url, permission, Traces.Iam("attachPolicy", resourceType), request => AttachAsync(request, kind), request => NameOf(request, kind));
        yield return Change(
            HttpMethods.Delete,
            url + "/{policy}",
            permission,
            Traces.Iam("detachPolicy", resourceType),
            request => DetachAsync(request, kind),
            request => NameOf(request, kind));
    }

    private string? NameOf(RestRequest request, PolicyHolder kind)
    {
        string holder = request.Path("holder");
        return kind switch
        {
            PolicyHolder.Group when Directory.GetGroup(holder).TryGet(out Group? group, out _) => group.Name,
            PolicyHolder.Agency when Directory.GetAgency(holder).TryGet(out Agency? agency, out _) => agency.Name,
            _ => holder,
        };
    }

    private ValueTask AttachAsync(RestRequest request, PolicyHolder kind) => ReadAsync(request, IamJson.Default.AttachPolicyRequest, async body =>
        await AnswerAsync(
            request,
            await Directory.AttachPolicyAsync(request.Call, kind, request.Path("holder"), body.Policy ?? "", body.Project),
            policies => new IamAttachments { Policies = Directory.Show(policies) },
            IamJson.Wire.IamAttachments));

    private async ValueTask DetachAsync(RestRequest request, PolicyHolder kind) => await AnswerAsync(
        request,
        await Directory.DetachPolicyAsync(request.Call, kind, request.Path("holder"), request.Path("policy"), request.Query("project")),
        policies => new IamAttachments { Policies = Directory.Show(policies) },
        IamJson.Wire.IamAttachments);
}
