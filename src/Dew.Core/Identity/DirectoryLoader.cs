using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dew.Core.Ports;

namespace Dew.Core.Identity;

/// <summary>Reads the whole directory from its store.</summary>
internal sealed class DirectoryLoader(IDirectoryStore store, AccessSecrets secrets)
{
    internal const string ServicePrefix = "service/";

    /// <exception cref="StoreException">An entry cannot be read or believed.</exception>
    internal DirectoryTables Load() => new()
    {
        Projects = Table(EntryKind.Project, DirectoryJson.Default.Project),
        EnterpriseProjects = Table(EntryKind.EnterpriseProject, DirectoryJson.Default.EnterpriseProject),
        Users = Table(EntryKind.User, DirectoryJson.Default.User),
        Groups = Table(EntryKind.Group, DirectoryJson.Default.Group),
        Agencies = Table(EntryKind.Agency, DirectoryJson.Default.Agency),
        Policies = Table(EntryKind.Policy, Read(EntryKind.Policy, DirectoryJson.Default.CustomPolicy, static policy => policy.Name).Select(Understand)),
        AccessKeys = LoadAccessKeys(),
        Services = LoadServices(),
        Peers = Table(EntryKind.Peer, DirectoryJson.Default.PeerMapping),
        AccessLists = Table(EntryKind.AccessList, DirectoryJson.Default.AccessList),
    };

    private static PolicyEntry Understand(CustomPolicy policy) =>
        PolicyDocument.Parse(policy.Document).TryGet(out PolicyDocument? document, out Failure failure)
            ? new PolicyEntry(policy, document)
            : throw Damaged(EntryKind.Policy, policy.Name, failure.Message);

    private EntryTable<AccessKeyEntry> LoadAccessKeys()
    {
        Dictionary<string, DirectoryEntry> stored = store.ReadEntries(EntryKind.AccessSecret).ToDictionary(static entry => entry.Id);
        return Table(EntryKind.AccessKey, Read(EntryKind.AccessKey, DirectoryJson.Default.AccessKey, static key => key.Id).Select(key =>
        {
            if (!stored.TryGetValue(key.Id, out DirectoryEntry secret) || secret.Content.Length != AccessSecrets.Length)
            {
                throw Damaged(EntryKind.AccessKey, key.Id, "its secret is missing");
            }

            return new AccessKeyEntry(key, secrets.Add(secret.Content.Span));
        }));
    }

    private EntryTable<ServicePrincipal> LoadServices()
    {
        var services = ServicePrincipal.Names.ToDictionary(static name => name, static name => new ServicePrincipal { Name = name });
        foreach (DirectoryEntry entry in store.ReadEntries(EntryKind.Setting))
        {
            if (entry.Id.StartsWith(ServicePrefix, StringComparison.Ordinal))
            {
                ServicePrincipal service = Parse(entry, DirectoryJson.Default.ServicePrincipal, static service => ServicePrefix + service.Name);
                services[service.Name] = service;
            }
        }

        return EntryTable<ServicePrincipal>.Of(services.Values);
    }

    private EntryTable<T> Table<T>(EntryKind kind, JsonTypeInfo<T> type)
        where T : class, IDirectoryRecord => Table(kind, Read(kind, type, static entry => entry.Id));

    private static EntryTable<T> Table<T>(EntryKind kind, IEnumerable<T> entries)
        where T : class, IDirectoryRecord
    {
        try
        {
            return EntryTable<T>.Of(entries);
        }
        catch (ArgumentException e)
        {
            throw new StoreException(Status.StoreDamaged, $"Two entries of the directory of the kind {kind} have the same name.", e);
        }
    }

    private IEnumerable<T> Read<T>(EntryKind kind, JsonTypeInfo<T> type, Func<T, string> idOf)
        where T : class => store.ReadEntries(kind).Select(entry => Parse(entry, type, idOf));

    private static T Parse<T>(in DirectoryEntry entry, JsonTypeInfo<T> type, Func<T, string> idOf)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Content.Span, type) is { } value && idOf(value) == entry.Id
                ? value
                : throw Damaged(entry.Kind, entry.Id, "it says to be another");
        }
        catch (JsonException e)
        {
            throw Damaged(entry.Kind, entry.Id, "it is not as this version writes it", e);
        }
    }

    private static StoreException Damaged(EntryKind kind, string id, string trouble, Exception? inner = null) =>
        new(Status.StoreDamaged, $"Entry {id} of the directory, kind {kind}, cannot be used: {trouble}.", inner);
}
