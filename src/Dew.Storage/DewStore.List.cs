using Dew.Core.Kms;

namespace Dew.Storage;

public sealed partial class DewStore
{
    /// <inheritdoc/>
    /// <remarks>
    /// Walks over the project's records only; the total comes from its counters. Without a filter the keys passed over are not unsealed; with one, only their small
    /// entries of the order are. Costs rise with the offset, not with the number of keys.
    /// </remarks>
    public KeyPage List(in KeyFilter filter, long offset, int limit)
    {
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        byte[] project = RecordKeys.OfProject(filter.ProjectId);
        using FamilyWalks walks = _records.Database.WalkTogether(Family.KeyCounts, Family.KeyOrder, Family.Keys);
        long total = Count(walks[0], project, filter);
        var page = new List<KeyRecord>();
        long wanted = Math.Min(limit, total - offset);
        FamilyWalk order = walks[1];
        long passed = 0;
        for (bool found = wanted > 0 && order.Seek(project);
            found && page.Count < wanted && order.Key.StartsWith(project);
            found = order.Next())
        {
            if (filter.IsWholeProject && passed < offset)
            {
                passed++;
                continue;
            }

            OrderEntry entry = OrderEntry.Decode(order.Key, _records.Open(order));
            if (entry.Class.Passes(filter) && passed++ >= offset)
            {
                page.Add(Follow(walks[2], entry));
            }
        }

        return new KeyPage(page, total);
    }

    private long Count(FamilyWalk counts, ReadOnlySpan<byte> project, in KeyFilter filter)
    {
        long total = 0;
        for (bool found = counts.Seek(project); found && counts.Key.StartsWith(project); found = counts.Next())
        {
            if (CountFormat.DecodeKey(counts.Key).Passes(filter))
            {
                total += CountFormat.Decode(counts.Key, _records.Open(counts));
            }
        }

        return total;
    }

    private KeyRecord Follow(FamilyWalk keys, in OrderEntry entry)
    {
        byte[] key = RecordKeys.OfKey(entry.KeyId);
        return keys.Find(key)
            ? KeyRecordFormat.Decode(key, _records.Open(keys))
            : throw RecordName.Damaged(Family.Keys, key, $"it is missing, while {Family.KeyOrder.Name}/{entry.Sequence} names it.");
    }
}
