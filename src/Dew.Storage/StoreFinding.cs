namespace Dew.Storage;

/// <summary>Something wrong that a deep check found.</summary>
/// <param name="Family">The kind of record (column family).</param>
/// <param name="Key">Which record: key id, alias, number, or hexadecimal digits after 0x. Empty if it is the family as a whole.</param>
/// <param name="What">What is wrong with it. No record content.</param>
public sealed record StoreFinding(string Family, string Key, string What);
