namespace Dew.Core.Audit;

/// <summary>How much attention a record deserves (reference section 6).</summary>
public static class AuditRating
{
    /// <summary>It was done.</summary>
    public const string Normal = "normal";

    /// <summary>It was refused or failed because of the request.</summary>
    public const string Warning = "warning";

    /// <summary>The appliance itself did not do as it should, or records are missing.</summary>
    public const string Incident = "incident";

    /// <summary>The rating of an outcome.</summary>
    /// <param name="status">The outcome.</param>
    public static string Of(Status status) => status switch
    {
        Status.Ok => Normal,
        Status.HsmBusy or Status.NotOperational => Warning,
        Status.Unset => Incident,
        >= Status.Internal and <= Status.StoreUnwritable => Incident,
        _ => Warning,
    };
}
