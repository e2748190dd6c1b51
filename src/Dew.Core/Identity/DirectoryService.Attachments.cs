namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    /// <summary>Attaches a policy to a group, agency or service; nothing changes if it is attached so.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="kind">What kind of holder.</param>
    /// <param name="holder">The holder's id or name.</param>
    /// <param name="policy">The name of a system policy or a custom one.</param>
    /// <param name="project">The id or name of the one project it shall hold in; null for all.</param>
    /// <returns>All attachments of the holder.</returns>
    public ValueTask<Outcome<IReadOnlyList<PolicyAttachment>>> AttachPolicyAsync(
        CallContext call, PolicyHolder kind, string holder, string policy, string? project = null) =>
        ChangeAttachmentsAsync(call, kind, holder, policy, project, static (present, attachment) =>
            present.Contains(attachment) ? new List<PolicyAttachment>(present)
            : present.Count >= DirectoryRules.MaxAttachments
                ? new Failure(Status.EntryInvalid, $"{DirectoryRules.MaxAttachments} policies are attached already; more are not accepted.")
            : new List<PolicyAttachment>([.. present, attachment]));

    /// <summary>Takes a policy away from a group, agency or service.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="kind">What kind of holder.</param>
    /// <param name="holder">The holder's id or name.</param>
    /// <param name="policy">The name of the policy.</param>
    /// <param name="project">The project it was attached for; null if for all.</param>
    /// <returns>The attachments that remain.</returns>
    public ValueTask<Outcome<IReadOnlyList<PolicyAttachment>>> DetachPolicyAsync(
        CallContext call, PolicyHolder kind, string holder, string policy, string? project = null) =>
        ChangeAttachmentsAsync(call, kind, holder, policy, project, static (present, attachment) =>
            present.Contains(attachment)
                ? new List<PolicyAttachment>(present.Where(other => other != attachment))
                : new Failure(Status.EntryNotFound, $"Policy {attachment.Policy} is not attached so."));

    private ValueTask<Outcome<IReadOnlyList<PolicyAttachment>>> ChangeAttachmentsAsync(
        CallContext call,
        PolicyHolder kind,
        string holder,
        string policy,
        string? project,
        Func<IReadOnlyList<PolicyAttachment>, PolicyAttachment, Outcome<List<PolicyAttachment>>> decide) =>
        ChangeAsync<IReadOnlyList<PolicyAttachment>>(call, draft =>
        {
            if (!FindHolder(call, draft, kind, holder).TryGet(out Holder found, out Failure failure))
            {
                return failure;
            }

            if (found.IsFixed)
            {
                return Fixed($"The policies of group {call.ResourceName} are built in. Make another group for other rights.");
            }

            if (!ResolveAttachment(draft.Tables, policy, project).TryGet(out PolicyAttachment? attachment, out failure)
                || !decide(found.Policies, attachment).TryGet(out List<PolicyAttachment>? after, out failure))
            {
                return failure;
            }

            found.Put(after);
            draft.Message = $"Policy {attachment.Policy}, {(attachment.ProjectId is { } id ? $"project {id}" : "all projects")}.";
            return after;
        });

    private Outcome<Holder> FindHolder(CallContext call, DirectoryDraft draft, PolicyHolder kind, string holder)
    {
        Failure failure;
        switch (kind)
        {
            case PolicyHolder.Group:
                return TryFind(call, draft.Tables.Groups, GroupKind, holder, out Group? group, out failure)
                    ? new Holder(group.Policies, policies => draft.Put(group with { Policies = policies }), IsBuiltIn(group))
                    : failure;
            case PolicyHolder.Agency:
                return TryFind(call, draft.Tables.Agencies, AgencyKind, holder, out Agency? agency, out failure)
                    ? new Holder(agency.Policies, policies => draft.Put(agency with { Policies = policies }), IsFixed: false)
                    : failure;
            case PolicyHolder.Service:
                return TryFind(call, draft.Tables.Services, ServiceKind, holder, out ServicePrincipal? service, out failure)
                    ? new Holder(service.Policies, policies => draft.Put(service with { Policies = policies }), IsFixed: false)
                    : failure;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    private static Outcome<PolicyAttachment> ResolveAttachment(DirectoryTables tables, string policy, string? project)
    {
        if (PolicyBook.NameOf(tables.Policies, policy) is not { } name)
        {
            return NotFound(PolicyKind, policy);
        }

        if (project is null)
        {
            return new PolicyAttachment(name);
        }

        return tables.Projects.TryResolve(project, out Project? found) ? new PolicyAttachment(name, found.Id) : NotFound(ProjectKind, project);
    }

    /// <summary>What policies are attached to, whatever it is.</summary>
    private readonly record struct Holder(IReadOnlyList<PolicyAttachment> Policies, Action<IReadOnlyList<PolicyAttachment>> Put, bool IsFixed);
}
