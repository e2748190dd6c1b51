using System.Text.Json;
using Dew.Core.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Entries of the directory as its API shows them.</summary>
internal static class IamMessages
{
    internal static IamUser Show(this DirectoryService directory, User user) => new()
    {
        Id = user.Id,
        Name = user.Name,
        Description = user.Description,
        Enabled = user.IsEnabled,
        Groups = Groups(directory, user.GroupIds),
        Created = user.Created.UtcDateTime,
    };

    internal static IamGroup Show(this DirectoryService directory, Group group) => new()
    {
        Id = group.Id,
        Name = group.Name,
        Description = group.Description,
        Members = directory.ListMembers(group.Id).TryGet(out IReadOnlyList<User>? members, out _) ? members.Count : 0,
        Policies = Show(directory, group.Policies),
        Created = group.Created.UtcDateTime,
    };

    internal static IamProject Show(Project project) => new()
    {
        Id = project.Id,
        Name = project.Name,
        Description = project.Description,
        Enabled = project.IsEnabled,
        Created = project.Created.UtcDateTime,
    };

    internal static IamProject Show(EnterpriseProject project) => new()
    {
        Id = project.Id,
        Name = project.Name,
        Description = project.Description,
        Enabled = project.IsEnabled,
        Created = project.Created.UtcDateTime,
    };

    internal static IamAgency Show(this DirectoryService directory, Agency agency) => new()
    {
        Id = agency.Id,
        Name = agency.Name,
        Description = agency.Description,
        Trust = new IamTrust
        {
            Users = [.. agency.Trust.UserIds.Select(id => User(directory, id))],
            Groups = Groups(directory, agency.Trust.GroupIds),
            Services = agency.Trust.Services,
            WholeDomain = agency.Trust.IsWholeDomain,
        },
        Policies = Show(directory, agency.Policies),
        MaxDurationSeconds = agency.MaxDurationSeconds,
        Created = agency.Created.UtcDateTime,
    };

    internal static IamService Show(this DirectoryService directory, ServicePrincipal service) => new()
    {
        Name = service.Name,
        Enabled = service.IsEnabled,
        Policies = Show(directory, service.Policies),
    };

    internal static IamPolicy Show(this DirectoryService directory, CustomPolicy policy) => new()
    {
        Name = policy.Name,
        Kind = "custom",
        Description = policy.Description,
        Document = JsonElement.Parse(policy.Document),
        HeldBy = directory.HoldersOf(policy.Name),
        Created = policy.Created.UtcDateTime,
        Changed = policy.Changed.UtcDateTime,
    };

    internal static IamPolicy Show(this DirectoryService directory, NamedPolicy policy) => new()
    {
        Name = policy.Name,
        Kind = "system",
        Description = "",
        Document = JsonElement.Parse(policy.Document.Text),
        HeldBy = directory.HoldersOf(policy.Name),
    };

    internal static IamAccessKey Show(this DirectoryService directory, AccessKey key) => new()
    {
        Id = key.Id,
        User = key.UserId is { } id ? User(directory, id) : null,
        Service = key.Service,
        Description = key.Description,
        Enabled = key.IsEnabled,
        Created = key.Created.UtcDateTime,
        Expires = key.Expires?.UtcDateTime,
        LastUsed = key.LastUsed?.UtcDateTime,
    };

    internal static IamPeer Show(this DirectoryService directory, PeerMapping peer) =>
        new() { Peer = peer.Id, User = User(directory, peer.UserId), Source = "directory" };

    internal static IamPeer Show(this DirectoryService directory, ConfiguredPeer peer) => new()
    {
        Peer = peer.Peer.ToString(),
        User = directory.GetUser(peer.User).TryGet(out User? user, out _) ? new IamReference { Id = user.Id, Name = user.Name } : null,
        Source = "configuration",
    };

    internal static IamAccessList Show(this DirectoryService directory, AccessList list) => new()
    {
        Scope = list.Id,
        User = list.Id == AccessList.DomainId ? null : User(directory, list.Id),
        Ranges = list.Ranges,
        Changed = list.Changed.UtcDateTime,
    };

    internal static IReadOnlyList<IamAttachment> Show(this DirectoryService directory, IReadOnlyList<PolicyAttachment> policies) =>
    [
        .. policies.Select(policy => new IamAttachment
        {
            Policy = policy.Policy,
            Project = policy.ProjectId is { } id ? new IamReference { Id = id, Name = directory.FindProject(id)?.Name ?? "" } : null,
        }),
    ];

    private static IamReference User(DirectoryService directory, string id) => new() { Id = id, Name = directory.FindUser(id)?.Name ?? "" };

    private static IReadOnlyList<IamReference> Groups(DirectoryService directory, IReadOnlyList<string> ids) =>
    [
        .. ids.Select(id => new IamReference { Id = id, Name = directory.GetGroup(id).TryGet(out Group? group, out _) ? group.Name : "" }),
    ];
}
