using System.Text.Json.Serialization.Metadata;
using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Identity;

namespace Dew.Daemon.Rest;

/// <summary>What the endpoints of the directory have in common.</summary>
internal abstract class IamEndpoints(DirectoryService directory) : IRouteSource
{
    private protected const string Root = "/appliance/v1/iam/";

    public abstract IReadOnlyList<Route> Routes { get; }

    private protected DirectoryService Directory => directory;

    /// <summary>An operation that only looks.</summary>
    private protected static Route Get(string url, string permission, Func<RestRequest, ValueTask> handler, Func<RestRequest, string?>? named = null) => new()
    {
        Method = HttpMethods.Get,
        Pattern = Root + url,
        Permission = permission,
        ResourceName = named,
        BodyIsOptional = true,
        Handler = handler,
    };

    /// <summary>An operation that changes something.</summary>
    private protected static Route Change(
        string method, string url, string permission, Trace trace, Func<RestRequest, ValueTask> handler, Func<RestRequest, string?>? named = null) => new()
    {
        Method = method,
        Pattern = Root + url,
        Permission = permission,
        ResourceName = named,
        Trace = trace,
        BodyIsOptional = method == HttpMethods.Delete,
        Handler = handler,
    };

    /// <summary>The resource of an operation that creates: the name asked for.</summary>
    private protected static string? NameInBody(RestRequest request) => request.Fields.TextIfValid("name");

    /// <summary>Reads the body, or tells what is wrong with it.</summary>
    private protected static ValueTask ReadAsync<T>(RestRequest request, JsonTypeInfo<T> type, Func<T, ValueTask> run)
        where T : class
    {
        T? body = request.Fields.Message(type);
        return request.Fields.HasFailed(out Failure failure) ? request.RefuseAsync(failure) : run(body!);
    }

    /// <summary>Reads a body with lists of texts, or tells what is wrong with it: JSON lets an element be null, the directory does not.</summary>
    private protected static ValueTask ReadAsync<T>(RestRequest request, JsonTypeInfo<T> type, Func<T, IEnumerable<IReadOnlyList<string>?>> lists, Func<T, ValueTask> run)
        where T : class => ReadAsync(request, type, body =>
            lists(body).Any(static list => list?.Any(static text => text is null) ?? false)
                ? request.RefuseAsync(new Failure(Status.ParameterInvalid, "The elements of lists must be strings, not null."))
                : run(body));

    /// <summary>Answers with what an operation came to.</summary>
    private protected static ValueTask AnswerAsync<T, TAnswer>(
        RestRequest request, Outcome<T> outcome, Func<T, TAnswer> show, JsonTypeInfo<TAnswer> type, int status = StatusCodes.Status200OK) =>
        request.AnswerAsync(outcome, (request, value) => request.WriteAsync(show(value), type, status));

    /// <summary>Answers that something is done, with nothing to say.</summary>
    private protected static ValueTask DoneAsync<T>(RestRequest request, Outcome<T> outcome) =>
        request.AnswerAsync(outcome, static (request, _) => request.DoneAsync());
}
