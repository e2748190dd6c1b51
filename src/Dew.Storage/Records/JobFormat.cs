using Dew.Core.Jobs;

namespace Dew.Storage;

/// <summary>A record of <see cref="Family.Jobs"/>; all of it is in the key.</summary>
internal static class JobFormat
{
    internal static Job Decode(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> content)
    {
        MarkFormat.Decode(Family.Jobs, recordKey, content);
        if (recordKey.Length != RecordKeys.JobLength || RecordReader.ToTime(RecordKeys.ToDueMs(recordKey)) is not { } due)
        {
            throw RecordName.Damaged(Family.Jobs, recordKey, "its key is not a time, a kind and a key id.");
        }

        JobKind kind = RecordKeys.ToJobKind(recordKey);
        return kind != JobKind.Unset && Enum.IsDefined(kind)
            ? new Job(due, kind, RecordKeys.ToJobSubject(recordKey))
            : throw RecordName.Damaged(Family.Jobs, recordKey, $"{(byte)kind} is no kind of job.");
    }
}
