namespace Dew.Cli.Hosting;

/// <summary>Recognises that the reader of our output went away (| head): no error worth a message.</summary>
internal static class BrokenPipe
{
    /// <summary>EPIPE, which .NET on Unix gives as it is.</summary>
    private const int Epipe = 32;

    internal static bool Is(IOException exception) => exception.HResult == Epipe;
}
