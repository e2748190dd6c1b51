using System.Globalization;
using System.Security.Cryptography;

namespace Dew.Core.Audit;

/// <summary>
/// Checks a chain as it is read, record by record, each signed head after the record it names. Needs the public half of dew-audit and no store, so it
/// serves exports too. Not for several threads at once.
/// </summary>
public sealed class AuditCheck
{
    private const int DefaultMaxFindings = 100;

    private readonly ECDsa _key;
    private readonly AuditHead? _anchor;
    private readonly bool _isWhole;
    private readonly AuditFindings _findings;

    private long _first;
    private long _last;
    private string? _hash;
    private long _timeMs;
    private bool _isFounded;
    private bool _isRewritten;
    private long _retiredBefore = 1;
    private long _farthestHead;
    private long _records;
    private long _heads;
    private long _signedSequence;
    private long _signedTimeMs;

    /// <summary>Begins a check.</summary>
    /// <param name="key">The public half of dew-audit. Not owned.</param>
    /// <param name="isWhole">Whether this is all there is: then a beginning that is missing must have been retired. False for a part of the chain.</param>
    /// <param name="anchor">The head that was kept apart from the store; null if there is none.</param>
    /// <param name="maxFindings">Findings that are kept.</param>
    public AuditCheck(ECDsa key, bool isWhole, SignedAuditHead? anchor = null, int maxFindings = DefaultMaxFindings)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
        _isWhole = isWhole;
        _findings = new AuditFindings(maxFindings);
        _anchor = anchor?.Verify(key);
        if (anchor is not null && _anchor is null)
        {
            _findings.Add(AuditFindingKind.HeadInvalid, 0, "The head that is kept apart from the store has no signature of this appliance.");
        }
    }

    /// <summary>The place that comes next; 0 before the first one.</summary>
    internal long Expected => _last == 0 ? 0 : _last + 1;

    /// <summary>Takes one line of an export: a record or a signed head.</summary>
    /// <param name="line">UTF-8 without the line break.</param>
    public void Line(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("{\"head\":"u8))
        {
            Head(line);
        }
        else if (AuditRecord.Parse(line) is not { } record)
        {
            _findings.Add(AuditFindingKind.Malformed, Math.Max(Expected, 1), "The line that should be this record is no audit record.");
            _hash = null;
            _last += _last == 0 ? 0 : 1;
        }
        else if (_last > 0 && record.Sequence <= _last)
        {
            _findings.TakeBackRemoved(record.Sequence);
            _findings.Add(AuditFindingKind.Reordered, record.Sequence, $"Record {record.Sequence} comes after record {_last}.");
            _hash = null;
        }
        else
        {
            Take(record.Sequence, record, line);
        }
    }

    /// <summary>Takes a record of a store.</summary>
    /// <param name="place">Where it lies.</param>
    /// <param name="json">The record.</param>
    public void Record(long place, ReadOnlySpan<byte> json) => Take(place, AuditRecord.Parse(json), json);

    /// <summary>Notes a record that cannot be read.</summary>
    /// <param name="place">Where it lies.</param>
    public void Unreadable(long place)
    {
        Reach(place);
        _findings.Add(AuditFindingKind.Unreadable, place, "The record cannot be read: it is damaged, or its seal is not one of this store.");
        _hash = null;
    }

    /// <summary>Takes a signed head; its record must have come just before.</summary>
    /// <param name="json">The signed head.</param>
    /// <param name="place">Where a store keeps it; null if that is unknown.</param>
    public void Head(ReadOnlySpan<byte> json, long? place = null)
    {
        _heads++;
        if (SignedAuditHead.Parse(json)?.Verify(_key) is not { } head)
        {
            _findings.Add(AuditFindingKind.HeadInvalid, place ?? _last, "The head has no signature of this appliance.");
            return;
        }

        if (place is { } kept && kept != head.Sequence)
        {
            _findings.Add(AuditFindingKind.HeadInvalid, kept, $"The head is one of record {head.Sequence}.");
            return;
        }

        _farthestHead = Math.Max(_farthestHead, head.Sequence);
        if (_last == 0 && !_isWhole)
        {
            // An excerpt begins with the head of the record before it.
            (_first, _last, _hash, _isFounded) = (head.Sequence + 1, head.Sequence, head.Hash, true);
            Sign(head);
        }
        else if (head.Sequence == _last)
        {
            Compare(head);
        }
        else if (head.Sequence < _last)
        {
            _findings.Add(AuditFindingKind.Reordered, head.Sequence, $"The head of record {head.Sequence} comes after record {_last}.");
        }
    }

    /// <summary>Notes that records were retired while they were being read.</summary>
    /// <param name="first">The first one that is left.</param>
    internal void Retired(long first)
    {
        (_first, _last, _hash, _isFounded) = (first, first - 1, null, false);
    }

    /// <summary>Notes a head that cannot be read.</summary>
    internal void UnreadableHead(long place) =>
        _findings.Add(AuditFindingKind.HeadInvalid, place, "The head cannot be read: it is damaged, or its seal is not one of this store.");

    /// <summary>Ends the check.</summary>
    public AuditReport Finish()
    {
        bool isEmpty = _records == 0 && _last < _first;
        if (_farthestHead > _last)
        {
            _findings.Add(AuditFindingKind.TailCut, _last + 1, _farthestHead, $"A head was signed for record {_farthestHead}, but the last one is {_last}.");
        }
        else if (_anchor is not null && _anchor.Sequence > _last)
        {
            _findings.Add(
                AuditFindingKind.RolledBack, _last + 1, _anchor.Sequence, $"The head kept apart from the store is one of record {_anchor.Sequence}, but the last one is {_last}.");
        }

        if (!isEmpty && _first > 1)
        {
            CheckBeginning();
        }

        return new AuditReport
        {
            Verdict = _findings.IsBroken ? AuditVerdict.Broken
                : _findings.Count > 0 ? AuditVerdict.Incomplete
                : _records > 0 && _signedSequence == 0 ? AuditVerdict.NotSigned
                : AuditVerdict.Intact,
            Records = _records,
            First = isEmpty ? 0 : _first,
            Last = isEmpty ? 0 : _last,
            Heads = _heads,
            SignedSequence = _signedSequence,
            SignedTimeMs = _signedTimeMs,
            Findings = _findings.Kept,
            FindingCount = _findings.Count,
        };
    }

    private void CheckBeginning()
    {
        if (_isWhole && _retiredBefore < _first)
        {
            _findings.Add(AuditFindingKind.Removed, _retiredBefore, _first - 1, "The records are missing, and no record says that they were retired.");
        }

        if (!_isFounded)
        {
            _findings.Add(AuditFindingKind.Unfounded, _first, "The records before are not here, and no signed head vouches for this one.");
        }
    }

    /// <summary>Goes to a place; those passed over are missing.</summary>
    private void Reach(long place)
    {
        _records++;
        if (_last == 0)
        {
            _first = place;
        }
        else if (place > _last + 1)
        {
            _findings.Add(AuditFindingKind.Removed, _last + 1, place - 1, "The records are missing.");
            _hash = null;
        }

        _last = place;
    }

    private void Take(long place, AuditRecord? record, ReadOnlySpan<byte> json)
    {
        bool isFirst = _last == 0;
        Reach(place);
        string? before = isFirst && place == 1 ? AuditChain.NoHash : _hash;
        _hash = AuditRecord.HashOf(json);
        if (record is null)
        {
            _findings.Add(AuditFindingKind.Malformed, place, "This is no audit record.");
        }
        else if (record.Sequence != place)
        {
            _findings.Add(AuditFindingKind.Reordered, place, $"At this place lies record {record.Sequence}.");
            _hash = null;
        }
        else
        {
            Examine(record, before);
        }

        if (_anchor?.Sequence == place && _hash is not null && _hash != _anchor.Hash)
        {
            _findings.Add(AuditFindingKind.RolledBack, place, "The record is not the one of the head that is kept apart from the store.");
        }
    }

    private void Examine(AuditRecord record, string? before)
    {
        if (before is not null && record.Previous != before)
        {
            _findings.Add(
                AuditFindingKind.Changed, Math.Max(1, record.Sequence - 1), $"The record is not the one that record {record.Sequence} names as the one before it.");
        }

        if (record.TimeMs < _timeMs)
        {
            _findings.Add(AuditFindingKind.TimeBack, record.Sequence, "The record is older than the one before it.");
        }

        _timeMs = record.TimeMs;
        Listen(record);
    }

    /// <summary>What the chain tells about itself.</summary>
    private void Listen(AuditRecord record)
    {
        if (record.TraceName == Traces.AuditGap.Name)
        {
            _findings.Add(AuditFindingKind.Gap, record.Sequence, $"{record.Count ?? 1} operations were not recorded. {record.Message}");
        }
        else if (record.TraceName == Traces.AuditMismatch.Name)
        {
            _findings.Add(AuditFindingKind.Mismatch, record.Sequence, record.Message ?? "");
        }
        else if (record.TraceName == Traces.RetireAudit.Name
            && long.TryParse(record.ResourceId, NumberStyles.None, CultureInfo.InvariantCulture, out long kept) && kept <= record.Sequence)
        {
            _retiredBefore = Math.Max(_retiredBefore, kept);
        }
    }

    private void Compare(AuditHead head)
    {
        if (_hash == head.Hash)
        {
            _isFounded |= head.Sequence == _first;
            _isRewritten = false;
            Sign(head);
        }
        else if (_hash is not null && !_isRewritten)
        {
            _isRewritten = true;
            _findings.Add(
                AuditFindingKind.Rewritten, _signedSequence + 1, head.Sequence, $"The records do not fit the signed head of record {head.Sequence}.");
        }
    }

    private void Sign(AuditHead head) => (_signedSequence, _signedTimeMs) = (head.Sequence, head.TimeMs);
}
