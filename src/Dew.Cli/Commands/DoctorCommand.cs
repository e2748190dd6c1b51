using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;
using Spectre.Console;

namespace Dew.Cli.Commands;

/// <summary>dew doctor.</summary>
internal static class DoctorCommand
{
    internal static Command Create(CommandRunner runner)
    {
        var deep = new Option<bool>("--deep") { Description = "Also what takes time: read and check every stored record" };
        var command = new Command("doctor", "Have the appliance examine itself; exit code 1 if something fails") { deep };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            DoctorResponse findings = await context.Client.ExamineAsync(context.Arguments.GetValue(deep), cancellationToken);
            context.Results.Write(findings, ResultWriter.Rest.DoctorResponse, Table);
            return findings.Checks.Any(static check => check.Status == "fail") ? ExitCode.Refused : ExitCode.Ok;
        });
        return command;
    }

    private static Table Table(DoctorResponse findings)
    {
        Table table = ResultWriter.NewTable(("CHECK", true), ("STATUS", false), ("FOUND", true), ("ADVICE", true));
        foreach (DoctorCheck check in findings.Checks)
        {
            var status = new Text(check.Status, new Style(foreground: ColourOf(check.Status)));
            table.AddRow(new Text(check.Name), status, new Text(check.Detail), new Text(check.Advice));
        }

        return table;
    }

    private static Color ColourOf(string status) => status switch
    {
        "ok" => Color.Green,
        "warn" => Color.Yellow,
        _ => Color.Red,
    };
}
