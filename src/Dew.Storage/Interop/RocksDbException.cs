namespace Dew.Storage;

/// <summary>RocksDB refused a call. The message is RocksDB's own: kind of error, what it did, file, errno text.</summary>
internal sealed class RocksDbException(string message) : Exception(message)
{
    /// <summary>The files do not hold together (Status::Corruption).</summary>
    internal bool IsCorruption => Message.StartsWith("Corruption", StringComparison.Ordinal);

    /// <summary>The disk, the quota or the largest file size is used up (Status::NoSpace; ENOSPC).</summary>
    internal bool IsNoSpace => Message.Contains("No space left", StringComparison.Ordinal);
}
