namespace Dew.Core.Ports;

/// <summary>The store cannot be read, written or believed.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Names the trouble.</summary>
    /// <param name="status"><see cref="Status.StoreDamaged"/> or <see cref="Status.StoreUnwritable"/>.</param>
    /// <param name="message">For the log: which record or file, and what is wrong with it. No record content.</param>
    /// <param name="inner">The cause, if any.</param>
    public StoreException(Status status, string message, Exception? inner = null)
        : base(message, inner) => Status = status;

    /// <summary><see cref="Status.StoreDamaged"/> or <see cref="Status.StoreUnwritable"/>.</summary>
    public Status Status { get; }
}
