namespace Dew.Daemon.Hosting;

/// <summary>The daemon cannot start. The message is for the operator: what is wrong and what to do.</summary>
internal sealed class StartException : Exception
{
    internal StartException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
