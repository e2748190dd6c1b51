using System.Diagnostics.CodeAnalysis;

namespace Dew.Client;

/// <summary>A call to the appliance failed. The message is fit for people and never holds a secret.</summary>
public sealed class DewException : Exception
{
    internal DewException(DewFailure failure, string message, Exception? inner = null)
        : base(message, inner)
    {
        Failure = failure;
    }

    /// <summary>What kind of failure it is.</summary>
    public DewFailure Failure { get; }

    /// <summary>The code of the appliance, such as KMS.0205; empty if it gave none.</summary>
    public string Code { get; init; } = "";

    /// <summary>The HTTP status; 0 if no answer came.</summary>
    public int Status { get; init; }

    /// <summary>What the appliance's log and audit trail call the request; empty if no answer came.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>An answer without what the API promises.</summary>
    [DoesNotReturn]
    internal static void ThrowMalformed(string what, Exception? inner = null) =>
        throw new DewException(DewFailure.Malformed, $"The appliance's answer is not understood: {what}.", inner);
}
