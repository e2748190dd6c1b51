using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew status.</summary>
internal static class StatusCommand
{
    internal static Command Create(CommandRunner runner)
    {
        var command = new Command("status", "Show the state, the version and the project of the appliance");
        runner.Bind(command, async (context, cancellationToken) =>
        {
            ApplianceStateResponse state = await context.Client.GetStateAsync(cancellationToken);
            context.Results.Write(state, ResultWriter.Rest.ApplianceStateResponse, s => ResultWriter.NewList(
                ("State", s.State),
                ("Degraded", s.Degraded.Count == 0 ? "no" : string.Join("; ", s.Degraded)),
                ("Version", s.Version),
                ("Project", s.ProjectId),
                ("Domain", s.DomainId),
                ("Region", s.Region),
                ("Socket", $"{context.Socket.Path} ({context.Socket.Origin})")));
        });
        return command;
    }
}
