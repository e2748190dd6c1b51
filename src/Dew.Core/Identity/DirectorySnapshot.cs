using System.Collections.Concurrent;
using System.Net;

namespace Dew.Core.Identity;

/// <summary>The directory at one moment, prepared for questions. Never changes but for what it remembers of answers.</summary>
internal sealed class DirectorySnapshot
{
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Principal> _users = [];
    private readonly Dictionary<string, Principal> _services = [];
    private readonly Dictionary<string, KnownAccessKey> _accessKeys = [];
    private readonly Dictionary<string, KnownAccessKey>.AlternateLookup<ReadOnlySpan<char>> _accessKeysByText;
    private readonly Dictionary<PeerId, string> _peers = [];
    private readonly Dictionary<string, AddressRanges> _ranges = [];
    private readonly ConcurrentDictionary<RulesKey, AccessRules> _rules;
    private readonly Lazy<bool> _hasAdministrator;

    /// <param name="tables">All entries.</param>
    /// <param name="epoch">Its number.</param>
    /// <param name="time">The clock.</param>
    /// <param name="before">The one before; its compiled rules go on where the change does not concern them.</param>
    internal DirectorySnapshot(DirectoryTables tables, long epoch, TimeProvider time, DirectorySnapshot? before = null)
    {
        _rules = before is not null && HaveSameRules(before.Tables, tables) ? before._rules : new ConcurrentDictionary<RulesKey, AccessRules>();
        Tables = tables;
        Epoch = epoch;
        _time = time;
        foreach (User user in tables.Users.All.Where(static user => user.IsEnabled))
        {
            _users.Add(user.Id, new Principal(PrincipalKind.User, user.Id, user.Name));
        }

        foreach (ServicePrincipal service in tables.Services.All.Where(static service => service.IsEnabled))
        {
            _services.Add(service.Name, new Principal(PrincipalKind.Service, service.Name, service.Name));
        }

        foreach (AccessKeyEntry entry in tables.AccessKeys.All)
        {
            _accessKeys.Add(entry.Id, Know(entry));
        }

        foreach (PeerMapping peer in tables.Peers.All)
        {
            _ = PeerId.TryParse(peer.Id, out PeerId id) && _peers.TryAdd(id, peer.UserId);
        }

        foreach (ConfiguredPeer peer in tables.ConfiguredPeers)
        {
            _peers[peer.Peer] = tables.Users.TryResolve(peer.User, out User? user) ? user.Id : "";
        }

        foreach (AccessList list in tables.AccessLists.All)
        {
            // What cannot be understood lets nobody in.
            _ranges.Add(list.Id, AddressRanges.Parse(list.Ranges).TryGet(out AddressRanges? ranges, out _) ? ranges : AddressRanges.Empty);
        }

        _accessKeysByText = _accessKeys.GetAlternateLookup<ReadOnlySpan<char>>();
        _hasAdministrator = new Lazy<bool>(FindAdministrator);
    }

    internal DirectoryTables Tables { get; }

    internal long Epoch { get; }

    /// <summary>Whether somebody could make good what others did to users and their rights.</summary>
    internal bool HasAdministrator => _hasAdministrator.Value;

    internal Principal? FindUser(string id) => _users.GetValueOrDefault(id);

    internal Principal? FindService(string name) => _services.GetValueOrDefault(name);

    internal KnownAccessKey? FindAccessKey(ReadOnlySpan<char> id) => _accessKeysByText.TryGetValue(id, out KnownAccessKey? key) ? key : null;

    /// <summary>A mapping of the user counts before those of groups, and among groups that of the smallest number.</summary>
    internal Principal? FindPeer(uint uid, ReadOnlySpan<uint> gids)
    {
        if (_peers.TryGetValue(new PeerId(PeerKind.User, uid), out string? userId))
        {
            return FindUser(userId);
        }

        uint smallest = uint.MaxValue;
        foreach (uint gid in gids)
        {
            if (gid < smallest && _peers.TryGetValue(new PeerId(PeerKind.Group, gid), out string? candidate))
            {
                (smallest, userId) = (gid, candidate);
            }
        }

        return userId is null ? null : FindUser(userId);
    }

    internal bool IsAddressAllowed(Principal principal, IPAddress address)
    {
        string? person = principal.Kind == PrincipalKind.Agency ? principal.AssumedBy : principal.Id;
        return IsIn(AccessList.DomainId, address) && (person is null || IsIn(person, address));
    }

    /// <summary>What a principal may do in a project, or, without one, to what belongs to the whole domain.</summary>
    internal AccessRules RulesOf(Principal principal, string projectId)
    {
        if (!IsActive(principal) || (projectId.Length > 0 && Tables.Projects.Find(projectId) is not { IsEnabled: true }))
        {
            return AccessRules.None;
        }

        var key = new RulesKey(principal.Kind, principal.Id, projectId);
        return _rules.TryGetValue(key, out AccessRules? rules) ? rules : _rules.GetOrAdd(key, static (key, snapshot) => snapshot.Compile(key.Kind, key.Id, key.ProjectId), this);
    }

    internal bool IsActive(Principal principal) => principal.Kind switch
    {
        PrincipalKind.User => _users.ContainsKey(principal.Id),
        PrincipalKind.Service => _services.ContainsKey(principal.Id),
        PrincipalKind.Agency => Tables.Agencies.Find(principal.Id) is { } agency && MayAssume(agency, principal.AssumedBy),
        _ => false,
    };

    internal AccessRules Compile(PrincipalKind kind, string id, string projectId) => PolicyBook.Compile(
        Tables.Policies, PoliciesOf(kind, id).Where(policy => policy.ProjectId is null || policy.ProjectId == projectId));

    internal List<PolicyAttachment> PoliciesOf(PrincipalKind kind, string id) => kind switch
    {
        PrincipalKind.User when Tables.Users.Find(id) is { } user =>
            [.. user.GroupIds.Select(Tables.Groups.Find).OfType<Group>().SelectMany(static group => group.Policies).Distinct()],
        PrincipalKind.Service when Tables.Services.Find(id) is { } service => [.. service.Policies],
        PrincipalKind.Agency when Tables.Agencies.Find(id) is { } agency => [.. agency.Policies],
        _ => [],
    };

    /// <summary>Whether an agency lets somebody act in its name.</summary>
    /// <param name="agency">The agency.</param>
    /// <param name="who">The id of a user or the name of a service; their forms differ.</param>
    internal bool MayAssume(Agency agency, string? who)
    {
        if (who is null)
        {
            return false;
        }

        AgencyTrust trust = agency.Trust;
        if (_services.ContainsKey(who))
        {
            return Contains(trust.Services, who);
        }

        return _users.ContainsKey(who)
            && (trust.IsWholeDomain || Contains(trust.UserIds, who) || (Tables.Users.Find(who) is { } user && Overlap(trust.GroupIds, user.GroupIds)));
    }

    /// <summary>Who is enabled is asked beside the rules, but comes with these tables too.</summary>
    private static bool HaveSameRules(DirectoryTables left, DirectoryTables right) =>
        left.Users == right.Users && left.Groups == right.Groups && left.Agencies == right.Agencies
        && left.Services == right.Services && left.Policies == right.Policies;

    private bool IsIn(string listId, IPAddress address) => !_ranges.TryGetValue(listId, out AddressRanges? ranges) || ranges.Contains(address);

    private KnownAccessKey Know(AccessKeyEntry entry)
    {
        AccessKey key = entry.Key;
        Principal? owner = key.UserId is not null ? FindUser(key.UserId) : FindService(key.Service ?? "");
        Principal speaker = owner
            ?? (key.UserId is not null
                ? new Principal(PrincipalKind.User, key.UserId, Tables.Users.Find(key.UserId)?.Name ?? "")
                : new Principal(PrincipalKind.Service, key.Service ?? "", key.Service ?? ""));
        return new KnownAccessKey(entry, speaker with { AccessKeyId = key.Id }, owner is not null);
    }

    /// <summary>Members of the built-in group first: with them the search is over at once.</summary>
    private bool FindAdministrator() => Tables.Users.All
        .Where(user => user.IsEnabled)
        .OrderByDescending(user => user.GroupIds.Any(id => Tables.Groups.Find(id)?.Name == BuiltIn.AdministratorsName))
        .Any(user => PolicyBook.AllowsAdministration(RulesOf(_users[user.Id], ""), _users[user.Id], _time.GetUtcNow()));

    /// <summary>By index: enumerating through the interface would allocate.</summary>
    private static bool Contains(IReadOnlyList<string> list, string wanted)
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Overlap(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        for (int i = 0; i < right.Count; i++)
        {
            if (Contains(left, right[i]))
            {
                return true;
            }
        }

        return false;
    }

    private readonly record struct RulesKey(PrincipalKind Kind, string Id, string ProjectId);
}
