using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Dew.Cli.Hosting;

/// <summary>What surrounds the program: standard streams, whether people look at them, the environment. Tests make their own.</summary>
internal sealed class CliHost : IDisposable
{
    private const int BufferSize = 4096;

    /// <summary>Bytes from the standard input.</summary>
    internal required Stream InputBytes { get; init; }

    /// <summary>Bytes to the standard output. Use this or <see cref="Output"/> in one command, not both.</summary>
    internal required Stream OutputBytes { get; init; }

    /// <summary>Text to the standard output.</summary>
    internal required TextWriter Output { get; init; }

    /// <summary>Text to the standard error.</summary>
    internal required TextWriter Error { get; init; }

    internal required bool InputIsTerminal { get; init; }

    internal required bool OutputIsTerminal { get; init; }

    internal required bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal; of no meaning without one.</summary>
    internal required Func<int> TerminalWidth { get; init; }

    /// <summary>An environment variable; null if it is not set or empty.</summary>
    internal required Func<string, string?> Variable { get; init; }

    /// <summary>https://no-color.org: any value that is not empty turns colour off. A dumb terminal has none.</summary>
    internal bool AllowsColour => Variable("NO_COLOR") is null && Variable("TERM") is not "dumb";

    /// <summary>The surroundings of this process.</summary>
    internal static CliHost OfProcess()
    {
        Stream output = OpenOutput();
        return new CliHost
        {
            InputBytes = new InterruptibleStream(Console.OpenStandardInput()),
            OutputBytes = new InterruptibleStream(output),
            Output = TextTo(output),
            Error = TextTo(Console.OpenStandardError()),
            InputIsTerminal = !Console.IsInputRedirected,
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            TerminalWidth = static () => Console.WindowWidth is > 0 and var width ? width : 80,
            Variable = static name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
        };
    }

    public void Dispose()
    {
        Output.Dispose();
        Error.Dispose();
    }

    /// <summary>
    /// The console's own stream passes over a closed pipe, so that a command would work on for nobody; a file stream reports it. But
    /// for a regular file that was opened to append or is shared with other commands only the console's stream writes where it should.
    /// </summary>
    private static Stream OpenOutput()
    {
        var raw = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return raw.CanSeek ? Console.OpenStandardOutput() : raw;
    }

    private static StreamWriter TextTo(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize) { AutoFlush = true };
}
