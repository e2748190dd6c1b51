using System.Globalization;
using Dew.Core;
using Dew.Core.Appliance;
using Dew.Core.Audit;
using Dew.Core.Ports;
using Dew.Daemon.Audit;
using Dew.Daemon.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>
/// Traces (reference section 6): the audit trail of the last days as clients of the cloud expect it. A caller sees the records of the project he asks
/// for; one who may read the audit trail of the appliance also those that belong to no project: of the directory, of strangers, of the appliance itself.
/// </summary>
internal sealed class TraceEndpoints : IRouteSource
{
    private const string ApiVersion = "1.0";
    private static readonly TimeSpan s_defaultRange = TimeSpan.FromHours(1);
    private static readonly Route s_wholeTrail = new() { Method = HttpMethods.Get, Pattern = "/appliance/v1/audit/records", Permission = "dew:audit:list" };

    private readonly AuditQuery _query;
    private readonly Authorizer _authorizer;
    private readonly ApplianceIdentity _identity;
    private readonly AuditOptions _options;
    private readonly TimeProvider _time;

    public TraceEndpoints(IAuditStore store, Authorizer authorizer, ApplianceIdentity identity, AuditOptions options, TimeProvider time)
    {
        _query = new AuditQuery(store);
        _authorizer = authorizer;
        _identity = identity;
        _options = options;
        _time = time;
    }

    public IReadOnlyList<Route> Routes =>
    [
        new()
        {
            Method = HttpMethods.Get,
            Pattern = "/v3/{project_id}/traces",
            Permission = "cts:trace:list",
            BodyIsOptional = true,
            Handler = ListAsync,
        },
    ];

    private async ValueTask ListAsync(RestRequest request)
    {
        var parameters = new AuditParameters(request);
        var scope = new AuditFilter { ProjectId = request.Call.ProjectId, WithoutProject = SeesWholeTrail(request) };
        AuditRows rows;
        if (parameters.Text("trace_id") is { } id)
        {
            // With an id all other filters mean nothing (reference section 6).
            AuditRow? row = AuditParameters.ParseSequence(id) is { } sequence ? _query.Find(sequence, scope) : null;
            rows = new AuditRows(row is { } found ? [found] : [], null, 0);
        }
        else
        {
            rows = Find(parameters, scope);
        }

        if (parameters.HasFailed(out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        await request.WriteAsync(
            new ListTracesResponse
            {
                Traces = [.. rows.Rows.Select(row => Describe(row.Record))],
                MetaData = new TracesMetaData { Count = rows.Rows.Count, Marker = rows.Marker?.ToString(CultureInfo.InvariantCulture) },
            },
            AuditRestJson.Wire.ListTracesResponse);
    }

    private AuditRows Find(AuditParameters parameters, AuditFilter scope)
    {
        DateTimeOffset now = _time.GetUtcNow();
        long to = parameters.Time("to") ?? now.ToUnixTimeMilliseconds() + 1;
        long from = parameters.Time("from") ?? Math.Min(to, now.ToUnixTimeMilliseconds()) - (long)s_defaultRange.TotalMilliseconds;
        AuditFilter filter = parameters.Filter() with
        {
            ProjectId = scope.ProjectId,
            WithoutProject = scope.WithoutProject,
            AfterMs = Math.Max(from, now.AddDays(-_options.TraceDays).ToUnixTimeMilliseconds()),
            BeforeMs = to,
            User = parameters.Text("user"),
        };
        int limit = parameters.Limit();
        long? next = parameters.Sequence("next");

        // Data traces are those of an object store, and there is one tracker: what asks for others gets none.
        bool isNone = parameters.OneOf("trace_type", "system", "data") == "data" | parameters.Text("tracker_name") is not (null or "system");
        if (parameters.Text("enterprise_project_id") is not (null or "0" or "all"))
        {
            parameters.Fail(Status.ParameterInvalid, "enterprise_project_id must be 0 or all: the records do not say to which enterprise project a resource belongs.");
        }

        return isNone || parameters.HasFailed(out _) ? new AuditRows([], null, 0) : _query.Latest(filter, limit, next);
    }

    private bool SeesWholeTrail(RestRequest request)
    {
        var call = new CallContext { Principal = request.Call.Principal, Trace = null, ProjectId = "", Channel = request.Call.Channel };
        var target = new AccessTarget(
            request.Call.Channel == AuditChannel.Unix ? null : request.Http.Connection.RemoteIpAddress, null, null, null, null);
        return _authorizer.Check(call, s_wholeTrail, target) is null;
    }

    private TraceInfo Describe(AuditRecord record) => new()
    {
        TraceId = record.Sequence.ToString(CultureInfo.InvariantCulture),
        TraceName = record.TraceName,
        TraceRating = record.TraceRating,
        TraceType = record.Channel == "internal" ? "SystemAction" : "ApiCall",
        ServiceType = record.ServiceType,
        ResourceType = record.ResourceType,
        ResourceId = record.ResourceId,
        ResourceName = record.ResourceName,
        User = new TraceUser
        {
            Id = record.UserId,
            Name = record.UserName,
            UserName = record.UserName,
            Domain = new TraceDomain { Id = _identity.DomainId },
            AccessKeyId = record.AccessKeyId,
            PrincipalId = record.AssumedBy ?? record.UserId,
            Type = record.UserType switch { "user" => "User", "agency" => "Agency", "service" => "Service", "system" => "System", _ => "Unknown" },
        },
        SourceIp = record.SourceIp,
        Time = record.TimeMs,
        RecordTime = record.TimeMs,
        Code = Code(record.Status),
        RequestId = record.RequestId,
        Request = record.Request,
        Message = record.Count is { } count ? $"{count} times. {record.Message}".TrimEnd() : record.Message,
        ApiVersion = ApiVersion,
    };

    /// <summary>A status of a later version is an error of the server here.</summary>
    private static string Code(ushort status) => Enum.IsDefined((Status)status)
        ? RestStatus.Of((Status)status).Http.ToString(CultureInfo.InvariantCulture)
        : "500";
}
