using Dew.Core;

namespace Dew.Daemon.Tls;

/// <summary>Carries a failure of the HSM through .NET's certificate builders, which know no other way. Never leaves the authority.</summary>
internal sealed class TokenSigningException : Exception
{
    internal TokenSigningException(Failure failure)
        : base(failure.Message) => Failure = failure;

    internal Failure Failure { get; }
}
