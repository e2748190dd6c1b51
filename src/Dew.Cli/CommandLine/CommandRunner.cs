using System.CommandLine;
using Dew.Cli.Hosting;

namespace Dew.Cli.CommandLine;

/// <summary>Connects commands with their work: makes the context, turns failures into messages and exit codes.</summary>
internal sealed class CommandRunner(CliHost host, GlobalOptions globals)
{
    /// <param name="command">The command whose work this is.</param>
    /// <param name="work">Returns the exit code.</param>
    internal void Bind(Command command, Func<CliContext, CancellationToken, Task<int>> work) =>
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, work, cancellationToken));

    /// <param name="command">The command whose work this is.</param>
    /// <param name="work">Successful unless it throws.</param>
    internal void Bind(Command command, Func<CliContext, CancellationToken, Task> work) =>
        Bind(command, async (context, cancellationToken) =>
        {
            await work(context, cancellationToken);
            return ExitCode.Ok;
        });

    private async Task<int> RunAsync(
        ParseResult arguments, Func<CliContext, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        bool json = arguments.GetValue(globals.Json);
        SocketLocation socket = SocketLocation.Resolve(arguments.GetValue(globals.Socket), host.Variable(SocketLocation.VariableName));
        try
        {
            using var context = new CliContext(host, arguments, socket, json);
            return await work(context, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C; the process adds its signal's exit code.
            return ExitCode.SignalBase;
        }
        catch (IOException closed) when (BrokenPipe.Is(closed))
        {
            return ExitCode.OutputClosed;
        }
        catch (Exception failure)
        {
            FailureReport report = FailureReport.Of(failure, socket);
            report.Write(host.Error, json);
            return report.ExitCode;
        }
    }
}
