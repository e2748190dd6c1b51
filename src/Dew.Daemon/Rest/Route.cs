using Dew.Core.Audit;
using Dew.Core.Identity;

namespace Dew.Daemon.Rest;

/// <summary>
/// An operation of the API and everything that is decided about it before it runs. Nothing is served that has no route, and no route is
/// served otherwise than it says here.
/// </summary>
internal sealed record Route
{
    private bool? _hasProject;

    /// <summary>The HTTP method.</summary>
    internal required string Method { get; init; }

    /// <summary>The URL, with {project_id} in it if the operation belongs to a project.</summary>
    internal required string Pattern { get; init; }

    /// <summary>The IAM action that the caller must be allowed (reference section 2), or <see cref="AnyCaller"/>; null for what is open to everybody.</summary>
    internal required string? Permission { get; init; }

    /// <summary>The action of <see cref="Permission"/>; null if that is none.</summary>
    /// <exception cref="ArgumentException">There is no such action.</exception>
    internal IamAction? Action => field ??= Permission is null or AnyCaller ? null : IamActions.Get(Permission);

    /// <summary>The states of the box in which it is served.</summary>
    internal AllowedStates States { get; init; } = AllowedStates.Operational;

    /// <summary>What the permission is asked for.</summary>
    internal RouteTarget Target { get; init; }

    /// <summary>For operations on something else than a key: its name, for which the permission is asked; null where the request names none.</summary>
    internal Func<RestRequest, string?>? ResourceName { get; init; }

    /// <summary>Its name in the audit trail; null for what is recorded only when it is refused.</summary>
    internal Trace? Trace { get; init; }

    /// <summary>What a refusal is recorded as if the operation has no name in the audit trail.</summary>
    internal Trace RefusalTrace => field ??= Target == RouteTarget.None && Action?.ServiceName != "kms"
        ? new Trace("query", (Action?.ServiceName ?? "dew").ToUpperInvariant(), "api")
        : Traces.Query;

    /// <summary>Whether the body may be absent, which then counts as an empty object.</summary>
    internal bool BodyIsOptional { get; init; }

    /// <summary>Reads the members, asks the core, answers.</summary>
    internal Func<RestRequest, ValueTask>? Handler { get; init; }

    /// <summary>In place of <see cref="Handler"/>: answers about the appliance in any state, without a caller.</summary>
    internal Func<HttpContext, ValueTask>? OpenHandler { get; init; }

    /// <summary>Whether the URL names a project.</summary>
    internal bool HasProject => _hasProject ??= Pattern.Contains("{" + ProjectParameter + "}", StringComparison.Ordinal);

    /// <summary>In place of an action: whoever was recognised may do it, because what it gives depends on who asks.</summary>
    internal const string AnyCaller = "*";

    /// <summary>The place of the caller's project in the URL.</summary>
    internal const string ProjectParameter = "project_id";
}
