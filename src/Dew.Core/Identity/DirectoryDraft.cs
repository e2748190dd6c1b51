using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dew.Core.Ports;

namespace Dew.Core.Identity;

/// <summary>A change of the directory while it is being decided: the tables as they will be, and what has to be written for that.</summary>
internal sealed class DirectoryDraft
{
    private readonly AccessSecrets _secrets;
    private readonly List<Action<IStoreBatch>> _writes = [];
    private readonly List<AccessSecret> _added = [];
    private readonly List<AccessSecret> _removed = [];

    internal DirectoryDraft(DirectoryTables tables, AccessSecrets secrets)
    {
        Tables = tables;
        _secrets = secrets;
    }

    internal DirectoryTables Tables { get; private set; }

    /// <summary>What the record shall say beside the entry that the change is about.</summary>
    internal string Message { get; set; } = "";

    internal bool IsEmpty => _writes.Count == 0;

    internal void Put(Project project)
    {
        Tables = Tables with { Projects = Tables.Projects.With(project) };
        Write(EntryKind.Project, project.Id, project, DirectoryJson.Default.Project);
    }

    internal void Put(EnterpriseProject project)
    {
        Tables = Tables with { EnterpriseProjects = Tables.EnterpriseProjects.With(project) };
        Write(EntryKind.EnterpriseProject, project.Id, project, DirectoryJson.Default.EnterpriseProject);
    }

    internal void Put(User user)
    {
        Tables = Tables with { Users = Tables.Users.With(user) };
        Write(EntryKind.User, user.Id, user, DirectoryJson.Default.User);
    }

    internal void Put(Group group)
    {
        Tables = Tables with { Groups = Tables.Groups.With(group) };
        Write(EntryKind.Group, group.Id, group, DirectoryJson.Default.Group);
    }

    internal void Put(Agency agency)
    {
        Tables = Tables with { Agencies = Tables.Agencies.With(agency) };
        Write(EntryKind.Agency, agency.Id, agency, DirectoryJson.Default.Agency);
    }

    internal void Put(PolicyEntry policy)
    {
        Tables = Tables with { Policies = Tables.Policies.With(policy) };
        Write(EntryKind.Policy, policy.Id, policy.Policy, DirectoryJson.Default.CustomPolicy);
    }

    internal void Put(ServicePrincipal service)
    {
        Tables = Tables with { Services = Tables.Services.With(service) };
        Write(EntryKind.Setting, DirectoryLoader.ServicePrefix + service.Name, service, DirectoryJson.Default.ServicePrincipal);
    }

    internal void Put(PeerMapping peer)
    {
        Tables = Tables with { Peers = Tables.Peers.With(peer) };
        Write(EntryKind.Peer, peer.Id, peer, DirectoryJson.Default.PeerMapping);
    }

    internal void Put(AccessList list)
    {
        Tables = Tables with { AccessLists = Tables.AccessLists.With(list) };
        Write(EntryKind.AccessList, list.Id, list, DirectoryJson.Default.AccessList);
    }

    /// <summary>Adds an access key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="secret">Its secret, alive until the change is written.</param>
    internal void Add(AccessKey key, SecureMemory.SecretBuffer secret)
    {
        AccessSecret kept = _secrets.Add(secret.DangerousGetSpan());
        _added.Add(kept);
        Put(new AccessKeyEntry(key, kept));
        _writes.Add(batch => batch.PutEntry(new DirectoryEntry(EntryKind.AccessSecret, key.Id, secret.DangerousGetMemory())));
    }

    internal void Put(AccessKeyEntry entry)
    {
        Tables = Tables with { AccessKeys = Tables.AccessKeys.With(entry) };
        Write(EntryKind.AccessKey, entry.Id, entry.Key, DirectoryJson.Default.AccessKey);
    }

    internal void Remove(Project project)
    {
        Tables = Tables with { Projects = Tables.Projects.Without(project) };
        Remove(EntryKind.Project, project.Id);
    }

    internal void Remove(EnterpriseProject project)
    {
        Tables = Tables with { EnterpriseProjects = Tables.EnterpriseProjects.Without(project) };
        Remove(EntryKind.EnterpriseProject, project.Id);
    }

    internal void Remove(User user)
    {
        Tables = Tables with { Users = Tables.Users.Without(user) };
        Remove(EntryKind.User, user.Id);
    }

    internal void Remove(Group group)
    {
        Tables = Tables with { Groups = Tables.Groups.Without(group) };
        Remove(EntryKind.Group, group.Id);
    }

    internal void Remove(Agency agency)
    {
        Tables = Tables with { Agencies = Tables.Agencies.Without(agency) };
        Remove(EntryKind.Agency, agency.Id);
    }

    internal void Remove(PolicyEntry policy)
    {
        Tables = Tables with { Policies = Tables.Policies.Without(policy) };
        Remove(EntryKind.Policy, policy.Id);
    }

    internal void Remove(PeerMapping peer)
    {
        Tables = Tables with { Peers = Tables.Peers.Without(peer) };
        Remove(EntryKind.Peer, peer.Id);
    }

    internal void Remove(AccessList list)
    {
        Tables = Tables with { AccessLists = Tables.AccessLists.Without(list) };
        Remove(EntryKind.AccessList, list.Id);
    }

    internal void Remove(AccessKeyEntry entry)
    {
        Tables = Tables with { AccessKeys = Tables.AccessKeys.Without(entry) };
        Remove(EntryKind.AccessKey, entry.Id);
        Remove(EntryKind.AccessSecret, entry.Id);
        _removed.Add(entry.Secret);
    }

    internal void WriteTo(IStoreBatch batch) => _writes.ForEach(write => write(batch));

    /// <summary>Zeroes the secrets of what was removed; called once the tables are the ones in use.</summary>
    internal void Complete() => _removed.ForEach(static secret => secret.Retire());

    /// <summary>Zeroes the secrets of what was added; called when nothing came of it.</summary>
    internal void Abandon() => _added.ForEach(static secret => secret.Retire());

    private void Write<T>(EntryKind kind, string id, T value, JsonTypeInfo<T> type)
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(value, type);
        _writes.Add(batch => batch.PutEntry(new DirectoryEntry(kind, id, content)));
    }

    private void Remove(EntryKind kind, string id) => _writes.Add(batch => batch.RemoveEntry(kind, id));
}
