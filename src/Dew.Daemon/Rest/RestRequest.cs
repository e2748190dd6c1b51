using Dew.Core;
using Dew.Core.Appliance;

namespace Dew.Daemon.Rest;

/// <summary>What a handler gets: an operational appliance, the members of the body, a scratch buffer, and the ways to answer.</summary>
/// <param name="Http">The request and its response.</param>
/// <param name="Appliance">The appliance.</param>
/// <param name="Fields">The members of the body.</param>
/// <param name="Scratch">Room for secrets, zeroed after the answer.</param>
internal readonly record struct RestRequest(HttpContext Http, ApplianceState.Operational Appliance, RequestFields Fields, Scratch Scratch)
{
    /// <summary>Answers with a failure.</summary>
    internal ValueTask RefuseAsync(Failure failure) => RestAnswer.WriteAsync(Http, failure);

    /// <summary>Answers with what an operation came to; the answer may carry secrets.</summary>
    /// <param name="outcome">The value or the failure.</param>
    /// <param name="write">Writes the members of the answer.</param>
    internal async ValueTask AnswerAsync<T>(Outcome<T> outcome, Action<RestRequest, SecretAnswer, T> write)
    {
        if (!outcome.TryGet(out T? value, out Failure failure))
        {
            await RefuseAsync(failure);
            return;
        }

        using var answer = new SecretAnswer(Scratch);
        write(this, answer, value);
        await answer.SendAsync(Http);
    }

    /// <summary>As <see cref="AnswerAsync{T}(Outcome{T}, Action{RestRequest, SecretAnswer, T})"/>, for values that hold a slot until they are disposed.</summary>
    internal async ValueTask AnswerAsync<T>(ValueTask<Outcome<T>> operation, Action<RestRequest, SecretAnswer, T> write)
        where T : IDisposable
    {
        Outcome<T> outcome = await operation;
        try
        {
            await AnswerAsync(outcome, write);
        }
        finally
        {
            if (outcome.IsOk)
            {
                outcome.Value.Dispose();
            }
        }
    }
}
