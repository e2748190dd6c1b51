using System.Diagnostics.CodeAnalysis;

namespace Dew.Core.Identity;

/// <summary>The entries of a kind, never changed: a change makes another table.</summary>
/// <typeparam name="T">The entries.</typeparam>
internal sealed class EntryTable<T>
    where T : class, IDirectoryRecord
{
    private readonly Dictionary<string, T> _byId;
    private readonly Dictionary<string, T> _byName;
    private IReadOnlyList<T>? _inOrder;

    private EntryTable(Dictionary<string, T> byId, Dictionary<string, T> byName)
    {
        _byId = byId;
        _byName = byName;
    }

    internal static EntryTable<T> Empty { get; } = new([], new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase));

    /// <summary>All entries, by name.</summary>
    internal IReadOnlyList<T> InOrder => _inOrder ??= [.. _byName.Values.OrderBy(static entry => entry.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>All entries, in no order.</summary>
    internal Dictionary<string, T>.ValueCollection All => _byId.Values;

    /// <exception cref="ArgumentException">Two entries have the same id or name.</exception>
    internal static EntryTable<T> Of(IEnumerable<T> entries)
    {
        EntryTable<T> table = Empty.Copy();
        foreach (T entry in entries)
        {
            table._byId.Add(entry.Id, entry);
            table._byName.Add(entry.Name, entry);
        }

        return table;
    }

    internal T? Find(string id) => _byId.GetValueOrDefault(id);

    internal T? FindByName(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The entry of an id or else of a name; names cannot look like ids.</summary>
    internal bool TryResolve(string reference, [MaybeNullWhen(false)] out T entry) =>
        _byId.TryGetValue(reference, out entry) || _byName.TryGetValue(reference, out entry);

    /// <summary>A table with an entry added or, if its id is known, replaced.</summary>
    internal EntryTable<T> With(T entry)
    {
        EntryTable<T> table = Copy();
        if (_byId.TryGetValue(entry.Id, out T? before))
        {
            table._byName.Remove(before.Name);
        }

        table._byId[entry.Id] = entry;
        table._byName.Add(entry.Name, entry);
        return table;
    }

    internal EntryTable<T> Without(T entry)
    {
        EntryTable<T> table = Copy();
        table._byId.Remove(entry.Id);
        table._byName.Remove(entry.Name);
        return table;
    }

    private EntryTable<T> Copy() => new(new Dictionary<string, T>(_byId), new Dictionary<string, T>(_byName, StringComparer.OrdinalIgnoreCase));
}
