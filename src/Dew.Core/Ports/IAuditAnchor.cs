using Dew.Core.Audit;

namespace Dew.Core.Ports;

/// <summary>Keeps the last signed head outside the store, so that a store put back to an older copy is noticed. One call at a time.</summary>
public interface IAuditAnchor
{
    /// <summary>The head that was written last; null if none was; a failure if it cannot be read or is none.</summary>
    Outcome<SignedAuditHead?> Read();

    /// <summary>Replaces the head, and returns when that is on stable storage.</summary>
    /// <param name="head">The head.</param>
    /// <returns>Null, or why it could not be written; then the one before is still there.</returns>
    Failure? Write(SignedAuditHead head);
}
