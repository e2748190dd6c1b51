namespace Dew.Storage;

/// <summary>What can be told of a store without reading it.</summary>
/// <param name="ApproximateKeys">About how many keys there are.</param>
/// <param name="DiskBytes">What its files take, in bytes.</param>
/// <param name="LastWriteError">Why the last write failed; null if it did not.</param>
/// <param name="BackgroundErrors">How often work in the background (flush, compaction) failed since the store was opened.</param>
public sealed record StoreStatistics(long ApproximateKeys, long DiskBytes, string? LastWriteError, long BackgroundErrors);
