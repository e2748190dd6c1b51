using System.Security.Cryptography;
using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Ports;
using Dew.Daemon.Audit;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>The audit trail as it is kept: searching, following, verifying, exporting.</summary>
internal sealed class AuditEndpoints : IRouteSource, IDisposable
{
    private const string Prefix = "/appliance/v1/audit/";
    private const string LinesContentType = "application/x-ndjson";
    private const int MaxFindings = 100;
    private const int ChunkBytes = 64 * 1024;
    private static readonly Trace s_verify = new("verifyAudit", "DEW", "audit");
    private static readonly Trace s_export = new("exportAudit", "DEW", "audit");

    private readonly IAuditStore _store;
    private readonly AuditTrail _trail;
    private readonly AuditWorker _worker;
    private readonly AuditQuery _query;
    private readonly AuditFollower _follower;
    private readonly SemaphoreSlim _verifying = new(1, 1);

    public AuditEndpoints(IAuditStore store, AuditTrail trail, AuditWorker worker, AuditFollower follower)
    {
        _store = store;
        _trail = trail;
        _worker = worker;
        _follower = follower;
        _query = new AuditQuery(store);
    }

    public IReadOnlyList<Route> Routes =>
    [
        Get("records", "dew:audit:list", ListAsync),
        Get("records/{sequence}", "dew:audit:get", FindAsync),
        Get("head", "dew:audit:get", HeadAsync),
        Get("public-key", "dew:audit:get", PublicKeyAsync),
        Get("export", "dew:audit:export", ExportAsync) with { Trace = s_export },
        Get("verify", "dew:audit:verify", VerifyAsync) with { Method = HttpMethods.Post, Trace = s_verify },
    ];

    public void Dispose() => _verifying.Dispose();

    private static Route Get(string pattern, string permission, Func<RestRequest, ValueTask> handler) => new()
    {
        Method = HttpMethods.Get, Pattern = Prefix + pattern, Permission = permission, BodyIsOptional = true, Handler = handler,
    };

    private async ValueTask ListAsync(RestRequest request)
    {
        var parameters = new AuditParameters(request);
        AuditFilter filter = parameters.Filter() with
        {
            ProjectId = parameters.Text("project_id"),
            AfterMs = parameters.Time("from"),
            BeforeMs = parameters.Time("to"),
            User = parameters.Text("user"),
        };
        int limit = parameters.Limit();
        long? marker = parameters.Sequence("marker");
        long? after = parameters.Sequence("after");
        TimeSpan wait = parameters.Wait();
        if (parameters.HasFailed(out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        AuditRows rows = after is { } sequence
            ? await _follower.FollowAsync(filter, limit, sequence, wait, request.Http.RequestAborted)
            : _query.Latest(filter, limit, marker);
        await RestAnswer.WriteAsync(request.Http, AuditText.Rows(rows));
    }

    private async ValueTask FindAsync(RestRequest request)
    {
        string text = request.Path("sequence");
        if (AuditParameters.ParseSequence(text) is not { } sequence)
        {
            await request.RefuseAsync(new Failure(Status.ParameterInvalid, "The sequence in the URL must be a whole number from 1 on."));
        }
        else if (_query.Find(sequence, new AuditFilter()) is { } row)
        {
            // As it is, so that who asks can hash it.
            await RestAnswer.WriteAsync(request.Http, row.Json);
        }
        else
        {
            (long first, long last) = _store.AuditRange;
            await request.RefuseAsync(new Failure(Status.AuditNotFound, $"There is no audit record {sequence}; there are {first} to {last}."));
        }
    }

    private ValueTask HeadAsync(RestRequest request)
    {
        AuditHealth health = _trail.Health;
        SignedAuditHead? head = _store.LastAuditHead is { } stored ? SignedAuditHead.Parse(stored.Json.Span) : null;
        return request.WriteAsync(
            new AuditHeadResponse
            {
                Sequence = health.Position.Sequence,
                Hash = health.Position.Hash,
                SignedSequence = _worker.SignedSequence,
                ExportedSequence = _worker.ExportedSequence,
                Behind = health.Behind,
                Head = head?.Head,
                Signature = head?.Signature,
            },
            AuditRestJson.Wire.AuditHeadResponse);
    }

    private async ValueTask PublicKeyAsync(RestRequest request)
    {
        Outcome<ECDsa> outcome = _worker.PublicKey();
        using ECDsa? key = outcome.IsOk ? outcome.Value : null;
        await (key is null
            ? request.RefuseAsync(outcome.Failure)
            : request.WriteAsync(new AuditPublicKeyResponse { PublicKey = key.ExportSubjectPublicKeyInfoPem() + "\n" }, AuditRestJson.Wire.AuditPublicKeyResponse));
    }

    /// <summary>One at a time: it reads everything, and the second would not know more than the first.</summary>
    private async ValueTask VerifyAsync(RestRequest request)
    {
        CancellationToken aborted = request.Http.RequestAborted;
        await _verifying.WaitAsync(aborted);
        try
        {
            Outcome<ECDsa> outcome = _worker.PublicKey();
            using ECDsa? key = outcome.IsOk ? outcome.Value : null;
            Outcome<SignedAuditHead?> anchor = _worker.ReadAnchor();
            if (key is null || !anchor.TryGet(out SignedAuditHead? kept, out _))
            {
                await request.RefuseAsync(key is null ? outcome.Failure : anchor.Failure);
                return;
            }

            AuditReport report = await Task.Run(() => new AuditVerifier(_store).Verify(key, kept, MaxFindings, aborted), aborted);
            await request.WriteAsync(AuditText.Report(report), AuditRestJson.Wire.VerifyAuditResponse);
        }
        finally
        {
            _verifying.Release();
        }
    }

    /// <summary>The records of a range of time, widened to the heads around it. What breaks after the first line ends the connection, so a part never looks whole.</summary>
    private async ValueTask ExportAsync(RestRequest request)
    {
        var parameters = new AuditParameters(request);
        (long? afterMs, long? beforeMs) = (parameters.Time("from"), parameters.Time("to"));
        if (parameters.HasFailed(out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        (long first, long last) = _query.Range(afterMs, beforeMs);
        (first, last) = AuditLines.Widen(_store, first, last);
        await request.Call.RecordAsync(_trail, Status.Ok, $"Records {first} to {last}.");
        HttpResponse response = request.Http.Response;
        response.ContentType = LinesContentType;
        long unsent = 0;
        foreach (ReadOnlyMemory<byte> line in AuditLines.Read(_store, first, last))
        {
            unsent += AuditText.WriteLine(response.BodyWriter, line.Span);
            if (unsent >= ChunkBytes)
            {
                await response.BodyWriter.FlushAsync(request.Http.RequestAborted);
                unsent = 0;
            }
        }

        await response.BodyWriter.FlushAsync(request.Http.RequestAborted);
    }
}
