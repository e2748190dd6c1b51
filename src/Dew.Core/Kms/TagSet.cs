using System.Collections;

namespace Dew.Core.Kms;

/// <summary>The tags of a resource, ordered by key, each key once. Equal when they hold the same tags; never changes.</summary>
public sealed class TagSet : IReadOnlyList<Tag>, IEquatable<TagSet>
{
    private readonly Tag[] _tags;

    private TagSet(Tag[] tags) => _tags = tags;

    /// <summary>No tags.</summary>
    public static TagSet Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _tags.Length;

    /// <inheritdoc/>
    public Tag this[int index] => _tags[index];

    /// <summary>The set of some tags; of two with one key the later one stays.</summary>
    /// <param name="tags">The tags.</param>
    public static TagSet Of(IEnumerable<Tag> tags)
    {
        var sorted = new SortedDictionary<string, Tag>(StringComparer.Ordinal);
        foreach (Tag tag in tags)
        {
            sorted[tag.Key] = tag;
        }

        return sorted.Count == 0 ? Empty : new TagSet([.. sorted.Values]);
    }

    /// <summary>The value of a tag, or null if there is no such tag.</summary>
    /// <param name="key">The key, compared by its characters.</param>
    public string? Find(ReadOnlySpan<char> key)
    {
        foreach (Tag tag in _tags)
        {
            if (key.SequenceEqual(tag.Key))
            {
                return tag.Value;
            }
        }

        return null;
    }

    /// <summary>The set with a tag added or given another value.</summary>
    /// <param name="tag">The tag.</param>
    public TagSet With(Tag tag) => Of([.. _tags, tag]);

    /// <summary>The set without a tag.</summary>
    /// <param name="key">The key.</param>
    public TagSet Without(string key) => Of(_tags.Where(tag => tag.Key != key));

    /// <inheritdoc/>
    public bool Equals(TagSet? other) => other is not null && _tags.AsSpan().SequenceEqual(other._tags);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TagSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (Tag tag in _tags)
        {
            hash.Add(tag);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<Tag> GetEnumerator() => ((IEnumerable<Tag>)_tags).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
