using System.CommandLine;
using System.CommandLine.Invocation;
using Dew.Cli.CommandLine;
using Dew.Cli.Hosting;

namespace Dew.Cli;

/// <summary>The program without its process: parses a command line and runs it.</summary>
internal static class DewCli
{
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal static async Task<int> RunAsync(string[] args, CliHost host, CancellationToken cancellationToken)
    {
        ParseResult parsed = CommandTree.Create(host).Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = host.Output,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            if (parsed.Action is ParseErrorAction wrong)
            {
                wrong.ShowHelp = false;
                configuration.Output = host.Error;
                await parsed.InvokeAsync(configuration, cancellationToken);
                host.Error.WriteLine($"Help: {CommandTree.PathOf(parsed.CommandResult)} --help");
                return ExitCode.Usage;
            }

            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (IOException closed) when (BrokenPipe.Is(closed))
        {
            return ExitCode.OutputClosed;
        }
    }
}
