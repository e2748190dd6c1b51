using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew iam explain.</summary>
internal static class IamExplainCommand
{
    private const string Keys = "kms:";

    internal static Command Create(CommandRunner runner)
    {
        Argument<string> who = IamArguments.Name("USER", "Who: a user by id or name, or service:NAME, agency:NAME");
        var action = new Argument<string>("ACTION") { Description = "The action, such as kms:cmk:create" };
        var resource = new Argument<string?>("RESOURCE") { Description = "On what: a key by id or alias, or the name of another resource", Arity = ArgumentArity.ZeroOrOne };
        var source = new Option<string?>("--source") { Description = "The address it comes from [default: none, as over the Unix socket]", HelpName = "IP" };
        Option<string?> project = IamArguments.Holder("--project", "The project, by id or name [default: the appliance's own]");
        var command = new Command("explain", "Say why somebody may or may not do something") { who, action, resource, source, project };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            ParseResult arguments = context.Arguments;
            string name = arguments.GetRequiredValue(who);
            ExplainRequest request = Ask(name) with
            {
                Action = arguments.GetRequiredValue(action),
                Resource = await ResourceAsync(context, arguments.GetRequiredValue(action), arguments.GetValue(resource), cancellationToken),
                SourceIp = arguments.GetValue(source),
                Project = arguments.GetValue(project),
            };
            ExplainResponse answer = await context.Client.ExplainAsync(request, cancellationToken);
            string on = arguments.GetValue(resource) is { } target ? $" on {target}" : "";
            context.Results.Write(answer, ResultWriter.Iam.ExplainResponse, a => View(a, $"{name} {(a.Allowed ? "may" : "may not")} {request.Action}{on}"));
        });
        return command;
    }

    private static ExplainRequest Ask(string who) => who.Split(':', 2) switch
    {
        ["service", var service] => new ExplainRequest { Service = service },
        ["agency", var agency] => new ExplainRequest { Agency = agency },
        ["user", var user] => new ExplainRequest { User = user },
        _ => new ExplainRequest { User = who },
    };

    /// <summary>The appliance knows keys by id only.</summary>
    private static async Task<string?> ResourceAsync(CliContext context, string action, string? resource, CancellationToken cancellationToken) =>
        resource is not null && action.StartsWith(Keys, StringComparison.Ordinal) ? await context.KeyIdAsync(resource, cancellationToken) : resource;

    private static Rows View(ExplainResponse answer, string sentence)
    {
        List<IRenderable> lines = [new Text($"{sentence}. {answer.Reason}")];
        if (answer.Statements.Count == 0)
        {
            lines.Add(new Text("No policy of theirs has a statement about this action."));
            return new Rows(lines);
        }

        Table table = ResultWriter.NewTable(("POLICY", true), ("STATEMENT", false), ("EFFECT", false), ("APPLIES", false), ("BECAUSE", true));
        foreach (ExplainFinding finding in answer.Statements)
        {
            table.AddRow(
                new Text(finding.Policy),
                new Text($"Statement[{finding.Statement}]"),
                new Text(finding.Effect),
                new Text(finding.Applies ? "yes" : "no"),
                new Text(finding.Reason));
        }

        lines.Add(table);
        return new Rows(lines);
    }
}
