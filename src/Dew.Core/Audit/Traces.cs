namespace Dew.Core.Audit;

/// <summary>The names of operations in the audit trail: those of the reference where it has one, ours in the same style otherwise.</summary>
public static class Traces
{
    /// <summary>A refused look at a key: recorded, while one that is allowed is not.</summary>
    public static Trace Query { get; } = Kms("query");

    /// <summary>A key whose waiting time is over was destroyed.</summary>
    public static Trace DeleteKey { get; } = Kms("deleteKey");

    /// <summary>Requests that could not be authenticated.</summary>
    public static Trace Authenticate { get; } = new("authenticate", "IAM", "request");

    /// <summary>Requests over the limits.</summary>
    public static Trace Throttle { get; } = new("throttle", "IAM", "request");

    /// <summary>The daemon began to serve.</summary>
    public static Trace Start { get; } = Appliance("startAppliance");

    /// <summary>The daemon ended as asked.</summary>
    public static Trace Stop { get; } = Appliance("stopAppliance");

    /// <summary>Records could not be written and were lost; count and time are in the record.</summary>
    public static Trace AuditGap { get; } = new("auditGap", "DEW", "audit");

    /// <summary>The chain does not fit what was signed before.</summary>
    public static Trace AuditMismatch { get; } = new("auditMismatch", "DEW", "audit");

    /// <summary>Old records were removed after they had been exported.</summary>
    public static Trace RetireAudit { get; } = new("retireAudit", "DEW", "audit");

    /// <summary>An operation on a key.</summary>
    /// <param name="name">The trace name.</param>
    public static Trace Kms(string name) => new(name, "KMS", "cmk");

    /// <summary>An operation on an entry of the directory.</summary>
    /// <param name="name">The trace name.</param>
    /// <param name="resourceType">The kind of entry.</param>
    public static Trace Iam(string name, string resourceType) => new(name, "IAM", resourceType);

    /// <summary>An operation on the appliance itself.</summary>
    /// <param name="name">The trace name.</param>
    public static Trace Appliance(string name) => new(name, "DEW", "appliance");
}
