using Dew.Core.Audit;
using Dew.Daemon.Audit;
using Dew.Daemon.Hosting;
using Dew.Daemon.Identity;
using Dew.Daemon.Rest;
using Dew.Daemon.Tls;
using Dew.Hsm;
using Dew.Storage;
using Route = Dew.Daemon.Rest.Route;

namespace Dew.Daemon.Telemetry;

/// <summary>Everything an operator may want to watch, in the text format of Prometheus. Names and labels hold no secret and no name of a key.</summary>
internal sealed class ApplianceMetrics : IRouteSource
{
    private readonly RequestMetrics _requests;
    private readonly Doctor _doctor;
    private readonly HsmProvider _hsm;
    private readonly DewStore _store;
    private readonly AuditTrail _audit;
    private readonly AuditWorker _auditWorker;
    private readonly Throttle _throttle;
    private readonly SignatureVerifier<DirectoryKey> _signatures;
    private readonly TlsListener? _tls;

    /// <summary>Watches these; without TLS there is no listener.</summary>
    public ApplianceMetrics(
        RequestMetrics requests,
        Doctor doctor,
        HsmProvider hsm,
        DewStore store,
        AuditTrail audit,
        AuditWorker auditWorker,
        Throttle throttle,
        SignatureVerifier<DirectoryKey> signatures,
        TlsListener? tls = null)
    {
        _requests = requests;
        _doctor = doctor;
        _hsm = hsm;
        _store = store;
        _audit = audit;
        _auditWorker = auditWorker;
        _throttle = throttle;
        _signatures = signatures;
        _tls = tls;
    }

    public IReadOnlyList<Route> Routes =>
    [
        new()
        {
            Method = HttpMethods.Get,
            Pattern = "/metrics",
            Permission = "dew:appliance:metrics",
            BodyIsOptional = true,
            Handler = request => RestAnswer.WriteTextAsync(request.Http, Write(), PrometheusText.ContentType),
        },
    ];

    private byte[] Write()
    {
        var text = new PrometheusText();
        _requests.WriteTo(text);
        WriteAppliance(text);
        WriteHsm(text);
        WriteAudit(text);
        WriteStore(text);
        WriteTls(text);
        WriteProcess(text);
        return text.ToUtf8();
    }

    private void WriteAppliance(PrometheusText text)
    {
        text.Family("dew_info", "gauge", "The version of the daemon.");
        text.Sample("dew_info", 1, ("version", DaemonVersion.Text));
        text.Single("dew_degraded", "gauge", "How many things do not work as they should; GET /appliance/v1/state names them.", _doctor.Degradations().Count);
        text.Single("dew_throttled_total", "counter", "Requests refused because of a limit of the caller or the project.", _throttle.Refused);
        text.Single("dew_signatures_remembered", "gauge", "Signatures of the last minutes that are not accepted again.", _signatures.RememberedSignatures);
    }

    private void WriteHsm(PrometheusText text)
    {
        HsmHealth health = _hsm.Health;
        text.Single("dew_hsm_connected", "gauge", "1 while the HSM is logged in and answers.", health.State == HsmState.Connected ? 1 : 0);
        text.Single("dew_hsm_lanes", "gauge", "Sessions at work.", health.Lanes);
        text.Single("dew_hsm_lanes_lost_total", "counter", "Sessions given up because a call did not return.", health.LostLanes);
        text.Single("dew_hsm_reconnects_total", "counter", "Times the HSM was connected anew.", health.Reconnects);
        text.Single("dew_hsm_queue", "gauge", "Requests waiting for a session.", health.QueueDepth);
        text.Single("dew_hsm_loaded_keys", "gauge", "Key versions loaded in the HSM.", health.LoadedKeys);
    }

    private void WriteAudit(PrometheusText text)
    {
        AuditHealth health = _audit.Health;
        text.Single("dew_audit_sequence", "gauge", "The last audit record.", health.Position.Sequence);
        text.Single("dew_audit_records_total", "counter", "Audit records written since the start.", health.Written);
        text.Single("dew_audit_behind", "gauge", "Records of answered operations that could not be written yet.", health.Behind);
        text.Single("dew_audit_lost", "gauge", "Operations whose records were given up; the next record that can be written says so.", health.Lost);
        text.Single("dew_audit_signed_sequence", "gauge", "The last audit record that a signed head covers.", _auditWorker.SignedSequence);
        text.Single("dew_audit_exported_sequence", "gauge", "The last audit record that is exported.", _auditWorker.ExportedSequence);
        text.Single("dew_audit_alarms", "gauge", "Troubles of heads, anchor, export and retention; GET /appliance/v1/state names them.", _auditWorker.Degradations().Count);
        text.Single("dew_audit_failing", "gauge", "1 while audit records cannot be written.", health.LastError is null ? 0 : 1);
    }

    private void WriteStore(PrometheusText text)
    {
        StoreStatistics statistics = _store.GetStatistics();
        text.Single("dew_store_keys", "gauge", "Keys, approximately.", statistics.ApproximateKeys);
        text.Single("dew_store_bytes", "gauge", "Bytes of the store on disk.", statistics.DiskBytes);
        text.Single("dew_store_failing", "gauge", "1 while the store cannot be written.", statistics.LastWriteError is null ? 0 : 1);
        text.Single("dew_store_background_errors_total", "counter", "Failures of the store's work in the background.", statistics.BackgroundErrors);
    }

    private void WriteTls(PrometheusText text)
    {
        if (_tls is not { Gate: { } gate, Connections: { } connections })
        {
            return;
        }

        text.Single("dew_tls_connections", "gauge", "Open connections.", gate.Open);
        text.Single("dew_tls_handshakes", "gauge", "Connections whose handshake is not over.", gate.InHandshake);
        text.Single("dew_tls_connections_total", "counter", "Connections accepted.", gate.Accepted);
        text.Single("dew_tls_handshakes_total", "counter", "Handshakes that were completed.", gate.Handshakes);
        text.Single("dew_tls_revoked_total", "counter", "Connections closed because their certificate was revoked or expired.", connections.Aborted);
        text.Family("dew_tls_refused_total", "counter", "Connections closed before the end of their handshake, by reason.");
        text.Sample("dew_tls_refused_total", gate.FailedHandshakes, ("reason", "failed"));
        text.Sample("dew_tls_refused_total", gate.RefusedTotal, ("reason", "connections"));
        text.Sample("dew_tls_refused_total", gate.RefusedByAddress, ("reason", "connections_per_address"));
        text.Sample("dew_tls_refused_total", gate.RefusedHandshakes, ("reason", "handshakes"));
        text.Sample("dew_tls_refused_total", gate.TooManyBytes, ("reason", "bytes"));
    }

    private static void WriteProcess(PrometheusText text)
    {
        text.Single("process_resident_memory_bytes", "gauge", "Resident memory.", Environment.WorkingSet);
        text.Single("dew_managed_heap_bytes", "gauge", "The managed heap.", GC.GetTotalMemory(forceFullCollection: false));
        text.Single("dew_managed_allocated_bytes_total", "counter", "Bytes allocated on the managed heap since the start.", GC.GetTotalAllocatedBytes());
        text.Family("dew_gc_collections_total", "counter", "Garbage collections, by generation.");
        for (int generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            text.Sample("dew_gc_collections_total", GC.CollectionCount(generation), ("generation", PrometheusText.Number(generation)));
        }
    }
}
