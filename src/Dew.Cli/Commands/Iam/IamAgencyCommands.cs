using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew iam agency.</summary>
internal static class IamAgencyCommands
{
    internal const int MinDuration = 900;
    internal const int MaxDuration = 86400;

    internal static Command Create(CommandRunner runner)
    {
        var agencies = new IamEntries<IamAgency>(runner, "agency", "AGENCY", ResultWriter.Iam.IamAgency);
        return new Command("agency", "Manage agencies: roles that others take for a while, with temporary credentials")
        {
            CreateAgency(runner),
            agencies.List(static (client, token) => client.ListAgenciesAsync(token), ResultWriter.Iam.IamAgencies, Table),
            agencies.Show(static (client, agency, token) => client.GetAgencyAsync(agency, token), View),
            Update(runner, agencies),
            agencies.Delete("Delete an agency; its credentials are refused from then on", static (client, agency, token) => client.DeleteAgencyAsync(agency, token)),
            IamAssumeCommand.Create(runner, agencies),
        };
    }

    private static IRenderable Table(IamAgencies agencies)
    {
        Table table = ResultWriter.NewTable(("NAME", true), ("ID", false), ("TRUSTS", true), ("POLICIES", true), ("SECONDS", false));
        foreach (IamAgency agency in agencies.Agencies)
        {
            table.AddRow(
                new Text(agency.Name),
                new Text(agency.Id),
                new Text(IamWords.Trust(agency.Trust)),
                new Text(IamWords.Policies(agency.Policies)),
                new Text($"{agency.MaxDurationSeconds}"));
        }

        return agencies.Agencies.Count == 0 ? new Text("No agencies. Create one: dew iam agency create NAME --trust-user USER") : table;
    }

    private static Grid View(IamAgency agency) => ResultWriter.NewList(
        ("Agency id", agency.Id),
        ("Name", agency.Name),
        ("Description", IamWords.Text(agency.Description)),
        ("Trusts", IamWords.Trust(agency.Trust)),
        ("Policies", IamWords.Policies(agency.Policies)),
        ("Credentials live", $"at most {agency.MaxDurationSeconds} seconds"),
        ("Created", IamWords.Time(agency.Created)));

    private static Command CreateAgency(CommandRunner runner)
    {
        Argument<string> name = IamArguments.NewName();
        var options = new Options();
        var command = new Command("create", "Create an agency") { name };
        options.AddTo(command);
        runner.Bind(command, async (context, cancellationToken) =>
        {
            AgencyRequest request = options.Read(context.Arguments) with { Name = context.Arguments.GetRequiredValue(name) };
            IamAgency created = await context.Client.CreateAgencyAsync(request, cancellationToken);
            context.Results.Write(created, ResultWriter.Iam.IamAgency, static agency =>
                $"Created agency {agency.Name}, id {agency.Id}. To let it do something: dew iam policy attach POLICY --agency \"{agency.Name}\"");
        });
        return command;
    }

    private static Command Update(CommandRunner runner, IamEntries<IamAgency> agencies)
    {
        Argument<string> agency = agencies.Entry();
        Option<string?> name = IamArguments.NewNameOption();
        var options = new Options();
        var command = new Command("update", "Change an agency; if anybody is named to be trusted, nobody else is any more") { agency, name };
        options.AddTo(command);
        IamArguments.RequireAny(command, [name, .. options.All]);
        runner.Bind(command, async (context, cancellationToken) =>
        {
            AgencyRequest change = options.Read(context.Arguments) with { Name = context.Arguments.GetValue(name) };
            IamAgency updated = await context.Client.UpdateAgencyAsync(context.Arguments.GetRequiredValue(agency), change, cancellationToken);
            context.Results.Write(updated, ResultWriter.Iam.IamAgency, static changed => $"Updated agency {changed.Name}");
        });
        return command;
    }

    /// <summary>What creation and change have in common.</summary>
    private sealed class Options
    {
        private readonly Option<string?> _description = IamArguments.Description();
        private readonly Option<string[]> _users = IamArguments.Several("--trust-user", "A user who may assume it; may be given several times");
        private readonly Option<string[]> _groups = IamArguments.Several("--trust-group", "A group whose members may assume it; may be given several times");
        private readonly Option<string[]> _services = IamArguments.Several("--trust-service", "A service that may assume it; may be given several times");
        private readonly Option<bool> _everybody = new("--trust-everybody") { Description = "Every user may assume it" };
        private readonly Option<int?> _duration =
            IamArguments.Seconds("--max-duration", "How long its credentials live at most", MinDuration, MaxDuration);

        internal Option[] All => [_description, _users, _groups, _services, _everybody, _duration];

        internal void AddTo(Command command) => Array.ForEach(All, command.Add);

        internal AgencyRequest Read(ParseResult arguments)
        {
            string[] users = arguments.GetRequiredValue(_users), groups = arguments.GetRequiredValue(_groups), services = arguments.GetRequiredValue(_services);
            bool everybody = arguments.GetValue(_everybody);
            bool anybody = everybody || users.Length + groups.Length + services.Length > 0;
            return new AgencyRequest
            {
                Description = arguments.GetValue(_description),
                MaxDurationSeconds = arguments.GetValue(_duration),
                Trust = anybody ? new AgencyTrustRequest { Users = users, Groups = groups, Services = services, WholeDomain = everybody } : null,
            };
        }
    }
}
