namespace Dew.Core.Identity;

/// <summary>All entries of the directory at one moment.</summary>
internal sealed record DirectoryTables
{
    internal required EntryTable<Project> Projects { get; init; }

    internal required EntryTable<EnterpriseProject> EnterpriseProjects { get; init; }

    internal required EntryTable<User> Users { get; init; }

    internal required EntryTable<Group> Groups { get; init; }

    internal required EntryTable<Agency> Agencies { get; init; }

    internal required EntryTable<PolicyEntry> Policies { get; init; }

    internal required EntryTable<AccessKeyEntry> AccessKeys { get; init; }

    /// <summary>Every service principal, also those that nobody ever touched.</summary>
    internal required EntryTable<ServicePrincipal> Services { get; init; }

    internal required EntryTable<PeerMapping> Peers { get; init; }

    internal required EntryTable<AccessList> AccessLists { get; init; }

    /// <summary>Who the configuration says peers are. Not of the store.</summary>
    internal IReadOnlyList<ConfiguredPeer> ConfiguredPeers { get; init; } = [];

    internal IEnumerable<User> MembersOf(string groupId) => Users.All.Where(user => user.GroupIds.Contains(groupId));

    internal IEnumerable<AccessKeyEntry> AccessKeysOf(string? userId, string? service) =>
        AccessKeys.All.Where(entry => entry.Key.UserId == userId && entry.Key.Service == service);

    /// <summary>Everybody that has policies of its own, named for people.</summary>
    internal IEnumerable<(string Holder, IReadOnlyList<PolicyAttachment> Policies)> Attachments() =>
    [
        .. Groups.InOrder.Select(static group => ($"group {group.Name}", group.Policies)),
        .. Agencies.InOrder.Select(static agency => ($"agency {agency.Name}", agency.Policies)),
        .. Services.InOrder.Select(static service => ($"service {service.Name}", service.Policies)),
    ];
}
