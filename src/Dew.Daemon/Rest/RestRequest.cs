using System.Text.Json.Serialization.Metadata;
using Dew.Core;
using Dew.Core.Appliance;

namespace Dew.Daemon.Rest;

/// <summary>
/// What a handler gets: an operational appliance, the members of the body, a scratch buffer, who asks, and the ways to answer. Every way
/// to answer records the outcome first, if the change itself has not.
/// </summary>
/// <param name="Http">The request and its response.</param>
/// <param name="Appliance">The appliance.</param>
/// <param name="Fields">The members of the body.</param>
/// <param name="Scratch">Room for secrets, zeroed after the answer.</param>
/// <param name="Call">Who asks; already allowed to.</param>
internal readonly record struct RestRequest(
    HttpContext Http, ApplianceState.Operational Appliance, RequestFields Fields, Scratch Scratch, CallContext Call)
{
    /// <summary>A part of the URL, percent-decoded.</summary>
    internal string Path(string name) => Uri.UnescapeDataString(Http.Request.RouteValues[name] as string ?? "");

    /// <summary>A parameter of the query, or null.</summary>
    internal string? Query(string name) => Http.Request.Query[name] is [{ } value] ? value : null;

    /// <summary>Answers with a failure.</summary>
    internal async ValueTask RefuseAsync(Failure failure)
    {
        await RecordAsync(failure.Status, failure.Message);
        await RestAnswer.WriteAsync(Http, failure);
    }

    /// <summary>Answers with a message without secrets.</summary>
    internal async ValueTask WriteAsync<T>(T message, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        await RecordAsync(Status.Ok);
        await RestAnswer.WriteAsync(Http, message, type, status);
    }

    /// <summary>Answers that it is done and there is nothing to say.</summary>
    internal async ValueTask DoneAsync()
    {
        await RecordAsync(Status.Ok);
        Http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Answers with what an operation came to, without secrets.</summary>
    internal ValueTask AnswerAsync<T>(Outcome<T> outcome, Func<RestRequest, T, ValueTask> write) =>
        outcome.TryGet(out T? value, out Failure failure) ? write(this, value) : RefuseAsync(failure);

    /// <summary>Answers with what an operation came to; the answer may carry secrets.</summary>
    /// <param name="outcome">The value or the failure.</param>
    /// <param name="write">Writes the members of the answer.</param>
    /// <param name="status">The HTTP status of the value.</param>
    internal async ValueTask AnswerAsync<T>(Outcome<T> outcome, Action<RestRequest, SecretAnswer, T> write, int status = StatusCodes.Status200OK)
    {
        if (!outcome.TryGet(out T? value, out Failure failure))
        {
            await RefuseAsync(failure);
            return;
        }

        await RecordAsync(Status.Ok);
        using var answer = new SecretAnswer(Scratch);
        write(this, answer, value);
        await answer.SendAsync(Http, status);
    }

    /// <summary>As <see cref="AnswerAsync{T}(Outcome{T}, Action{RestRequest, SecretAnswer, T}, int)"/>, for values that hold a slot until they are disposed.</summary>
    internal async ValueTask AnswerAsync<T>(
        ValueTask<Outcome<T>> operation, Action<RestRequest, SecretAnswer, T> write, int status = StatusCodes.Status200OK)
        where T : IDisposable
    {
        Outcome<T> outcome = await operation;
        try
        {
            await AnswerAsync(outcome, write, status);
        }
        finally
        {
            if (outcome.IsOk)
            {
                outcome.Value.Dispose();
            }
        }
    }

    /// <summary>Tells the audit trail what the operation came to, once.</summary>
    private ValueTask RecordAsync(Status status, string message = "") => Call.RecordAsync(Appliance.Audit, status, message);
}
