namespace Dew.Core.Kms;

/// <summary>One page of a listing.</summary>
/// <param name="Keys">The keys of the page, in the order of creation.</param>
/// <param name="Total">All keys that pass the filter.</param>
public sealed record KeyPage(IReadOnlyList<KeyRecord> Keys, long Total);
