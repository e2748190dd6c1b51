using Dew.Core.Audit;
using Dew.Daemon.Audit;
using Dew.Daemon.Hosting;
using Dew.Daemon.Identity;
using Dew.Daemon.Rest;
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

    public ApplianceMetrics(
        RequestMetrics requests, Doctor doctor, HsmProvider hsm, DewStore store, AuditTrail audit, AuditWorker auditWorker, Throttle throttle)
    {
        _requests = requests;
        _doctor = doctor;
        _hsm = hsm;
        _store = store;
        _audit = audit;
        _auditWorker = auditWorker;
        _throttle = throttle;
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
        WriteProcess(text);
        return text.ToUtf8();
    }

    private void WriteAppliance(PrometheusText text)
    {
        text.Family("dew_info", "gauge", "The version of the daemon.");
        text.Sample("dew_info", 1, ("version", DaemonVersion.Text));
        text.Single("dew_degraded", "gauge", "How many things do not work as they should; GET /appliance/v1/state names them.", _doctor.Degradations().Count);
        text.Single("dew_throttled_total", "counter", "Requests refused because of a limit of the caller or the project.", _throttle.Refused);
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
        text.Single("dew_audit_alarms", "gauge", "Troubles with signing, anchor, export, retention and journal; GET /appliance/v1/state names them.", _auditWorker.Degradations().Count);
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
