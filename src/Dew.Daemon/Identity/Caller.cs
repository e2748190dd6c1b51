using System.Net;
using Dew.Core.Audit;
using Dew.Core.Identity;

namespace Dew.Daemon.Identity;

/// <summary>What is known of a caller before the body of the request is read.</summary>
/// <param name="Channel">How the request came.</param>
/// <param name="Address">The client's address; null on a Unix socket.</param>
/// <param name="Principal">Who it is by the connection; null if the request is signed, and the signature will tell.</param>
/// <param name="Signature">What was read of the signature; null if there is none.</param>
internal readonly record struct Caller(AuditChannel Channel, IPAddress? Address, Principal? Principal, PendingSignature<DirectoryKey>? Signature);
