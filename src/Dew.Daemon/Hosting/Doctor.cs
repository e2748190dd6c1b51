using System.Globalization;
using Dew.Core.Audit;
using Dew.Core.Kms;
using Dew.Daemon.Audit;
using Dew.Hsm;
using Dew.Protocol.Rest;
using Dew.SecureMemory;
using Dew.Storage;

namespace Dew.Daemon.Hosting;

/// <summary>Looks at everything the appliance stands on and says what to do about what it finds.</summary>
internal sealed class Doctor
{
    private const string Ok = "ok";
    private const string Warn = "warn";
    private const string Fail = "fail";

    private readonly HsmProvider _hsm;
    private readonly DewStore _store;
    private readonly AuditTrail _audit;
    private readonly AuditWorker _auditWorker;
    private readonly ProcessHardeningReport _hardening;

    public Doctor(HsmProvider hsm, DewStore store, AuditTrail audit, AuditWorker auditWorker, ProcessHardeningReport hardening)
    {
        _hsm = hsm;
        _store = store;
        _audit = audit;
        _auditWorker = auditWorker;
        _hardening = hardening;
    }

    /// <summary>What does not work as it should, in a few words each; empty when all is well.</summary>
    internal IReadOnlyList<string> Degradations()
    {
        var found = new List<string>();
        HsmHealth hsm = _hsm.Health;
        if (hsm.State != HsmState.Connected)
        {
            found.Add("the HSM is away");
        }

        if (hsm.LostLanes > 0)
        {
            found.Add("calls to the HSM hang");
        }

        if (_store.GetStatistics().LastWriteError is not null)
        {
            found.Add("the store cannot be written");
        }

        if (_audit.Health is { LastError: not null } or { Behind: > 0 } or { Lost: > 0 })
        {
            found.Add("audit records cannot be written");
        }

        found.AddRange(_auditWorker.Degradations());

        return found;
    }

    /// <summary>All findings.</summary>
    /// <param name="deep">Also read every record of the store and compare its indexes.</param>
    /// <param name="cancellation">Ends a deep examination.</param>
    internal IReadOnlyList<DoctorCheck> Examine(bool deep, CancellationToken cancellation)
    {
        HsmHealth health = _hsm.Health;
        HsmProfile profile = _hsm.Profile;
        List<DoctorCheck> checks =
        [
            Check("core dumps", _hardening.CoreDumpsForbidden ? Ok : Fail, _hardening.CoreDumpsForbidden ? "forbidden" : "allowed"),
            _hardening.AllMemoryLocked
                ? Check("swap", Ok, "all memory is locked")
                : Check("swap", Warn, "only the memory for keys is locked", "Give the daemon LimitMEMLOCK=infinity, or turn swap off."),
            Connection(health),
            Lanes(health),
            Check("HSM module", Ok, profile.ModuleIdentity),
            Check("HSM wrap", profile.WrapIsRfc5649 ? Ok : Warn, Wrap(profile)),
            Check("HSM OAEP-SHA-256", Ok, profile.OaepInModule ? "in the module" : "raw RSA in the module, padding removed here in constant time"),
            Check("HSM session ceiling", Ok, profile.SessionCeiling == 0 ? "none" : profile.SessionCeiling.ToString(CultureInfo.InvariantCulture)),
            Check(
                "HSM key specifications",
                KeySpecs.All.All(profile.Supports) ? Ok : Warn,
                string.Join(", ", profile.SupportedSpecs.Select(static spec => spec.Name()))),
            .. profile.Missing.Select(static missing => Check("HSM lacks", Ok, missing)),
            .. Store(),
            Audit(_audit.Health),
            .. _auditWorker.Degradations().Select(static trouble => Check("audit", Fail, trouble)),
        ];
        if (deep)
        {
            checks.AddRange(DeepStore(cancellation));
        }

        return checks;
    }

    private static DoctorCheck Connection(HsmHealth health) => health.State == HsmState.Connected
        ? Check("HSM", Ok, $"connected; {health.Reconnects} reconnects, {health.LoadedKeys} keys loaded{LastError(health)}")
        : Check("HSM", Fail, $"{health.State}{LastError(health)}", "Look at the token; the daemon reconnects by itself.");

    private static string LastError(HsmHealth health) => health.LastError.Length == 0 ? "" : $"; last error {health.LastError}";

    private static DoctorCheck Lanes(HsmHealth health) => health.LostLanes == 0
        ? Check("HSM lanes", Ok, $"{health.Lanes} at work, {health.QueueDepth} requests waiting")
        : Check("HSM lanes", Warn, $"{health.Lanes} at work, {health.LostLanes} lost to calls that do not return", "Look at the module; the daemon restarts when too many are lost.");

    private static string Wrap(HsmProfile profile) =>
        $"mechanism 0x{profile.WrapMechanism:X}, {(profile.WrapIsRfc5649 ? "AES-KWP by known answer (RFC 5649)" : "of the module's own kind")}";

    private static DoctorCheck Audit(AuditHealth health) => health.LastError is { } error
        ? Check(
            "audit",
            Fail,
            $"records cannot be written: {error}; {health.Behind} wait in memory, {health.Lost} are lost",
            "Make room on the disk; changes are refused meanwhile.")
        : Check("audit", Ok, string.Create(CultureInfo.InvariantCulture, $"{health.Position.Sequence} records"));

    private IEnumerable<DoctorCheck> Store()
    {
        StoreStatistics statistics = _store.GetStatistics();
        yield return Check("store", Ok, string.Create(
            CultureInfo.InvariantCulture, $"about {statistics.ApproximateKeys} keys, {statistics.DiskBytes / 1024} KiB on disk"));
        yield return statistics.LastWriteError is { } error
            ? Check("store writes", Fail, error, "Make room on the disk; reads and cryptography go on meanwhile.")
            : Check("store writes", statistics.BackgroundErrors == 0 ? Ok : Warn, $"{statistics.BackgroundErrors} background errors since the start");
    }

    private IEnumerable<DoctorCheck> DeepStore(CancellationToken cancellation)
    {
        StoreCheckReport report = _store.Check(cancellationToken: cancellation);
        yield return Check(
            "store records",
            report.FindingCount == 0 ? Ok : Fail,
            $"{report.RecordsRead} records read, {report.FindingCount} wrong",
            report.FindingCount == 0 ? "" : "Restore a backup; the findings follow.");
        foreach (StoreFinding finding in report.Findings)
        {
            yield return Check($"record {finding.Family}/{finding.Key}", Fail, finding.What);
        }
    }

    private static DoctorCheck Check(string name, string status, string detail, string advice = "") =>
        new() { Name = name, Status = status, Detail = detail, Advice = advice };
}
