namespace Dew.Client.Envelope;

/// <summary>An envelope was refused. The message is fit for people and holds nothing of the content.</summary>
public sealed class EnvelopeException : Exception
{
    internal EnvelopeException(EnvelopeFailure failure, string message)
        : base(message)
    {
        Failure = failure;
    }

    /// <summary>Why.</summary>
    public EnvelopeFailure Failure { get; }
}
