using System.Text;

namespace Dew.Storage;

/// <summary>A column family: one kind of record.</summary>
internal sealed class Family
{
    private Family(string name, int index)
    {
        Name = name;
        NameAscii = Encoding.ASCII.GetBytes(name);
        Index = index;
    }

    /// <summary>Format version, sealed store key, check record, identity, sequence; keyed by a word.</summary>
    internal static Family Meta { get; } = new("meta", 0);

    /// <summary>Metadata of keys, by key id.</summary>
    internal static Family Keys { get; } = new("keys", 1);

    /// <summary>Key material, by key id and version.</summary>
    internal static Family KeyVersions { get; } = new("key_versions", 2);

    /// <summary>Key ids, by project and alias.</summary>
    internal static Family Aliases { get; } = new("aliases", 3);

    /// <summary>What a listing filters by, by project and in the order of creation.</summary>
    internal static Family KeyOrder { get; } = new("key_order", 4);

    /// <summary>How many keys there are, by project, state, specification and enterprise project.</summary>
    internal static Family KeyCounts { get; } = new("key_counts", 5);

    /// <summary>Jobs, by due time.</summary>
    internal static Family Jobs { get; } = new("jobs", 6);

    /// <summary>Keys that are removed but whose material may still lie in the files, by key id.</summary>
    internal static Family Erasures { get; } = new("erasures", 7);

    /// <summary>Identities, policies, certificates and settings, by kind and id.</summary>
    internal static Family Directory { get; } = new("directory", 8);

    /// <summary>The audit chain, by sequence.</summary>
    internal static Family Audit { get; } = new("audit", 9);

    /// <summary>Signed heads of the audit chain, by the sequence of the last record they cover.</summary>
    internal static Family AuditHeads { get; } = new("audit_heads", 10);

    /// <summary>Every family, in the order of <see cref="Index"/>.</summary>
    internal static IReadOnlyList<Family> All { get; } =
        [Meta, Keys, KeyVersions, Aliases, KeyOrder, KeyCounts, Jobs, Erasures, Directory, Audit, AuditHeads];

    /// <summary>The name in RocksDB, ASCII. Part of what is sealed, so it never changes.</summary>
    internal string Name { get; }

    /// <summary>The bytes of <see cref="Name"/>.</summary>
    internal ReadOnlyMemory<byte> NameAscii { get; }

    /// <summary>Place in <see cref="All"/>.</summary>
    internal int Index { get; }

    public override string ToString() => Name;
}
