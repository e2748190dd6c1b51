using Dew.Core;
using Dew.Core.Appliance;

namespace Dew.Daemon.Rest;

/// <summary>What a handler gets: an operational appliance, the members of the body, a scratch buffer, and the way to answer.</summary>
/// <param name="Http">The request and its response.</param>
/// <param name="Appliance">The appliance.</param>
/// <param name="Fields">The members of the body.</param>
/// <param name="Scratch">Room for secrets, zeroed after the answer.</param>
internal readonly record struct RestRequest(HttpContext Http, ApplianceState.Operational Appliance, RequestFields Fields, Scratch Scratch)
{
    /// <summary>Answers with a failure.</summary>
    internal ValueTask RefuseAsync(Failure failure) => RestAnswer.WriteAsync(Http, failure);
}
