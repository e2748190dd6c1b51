using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Client;
using Dew.Protocol.Rest;
using Spectre.Console;

namespace Dew.Cli.Commands;

/// <summary>dew iam project and enterprise-project.</summary>
internal static class IamProjectCommands
{
    internal static Command Create(CommandRunner runner)
    {
        var projects = new IamEntries<IamProject>(runner, "project", "PROJECT", ResultWriter.Iam.IamProject);
        return new Command("project", "Manage projects, which are in the URLs of the API")
        {
            CreateProject(runner, "project", static (client, request, token) => client.CreateProjectAsync(request, token)),
            projects.List(static (client, token) => client.ListProjectsAsync(token), ResultWriter.Iam.IamProjects, static list => Table(list.Projects)),
            projects.Show(static (client, name, token) => client.GetProjectAsync(name, token), View),
            projects.Update(static (client, name, change, token) => client.UpdateProjectAsync(name, change, token), static project => project.Name),
            projects.Switch(false, "Have requests for a project refused", SetEnabledAsync, static project => project.Name),
            projects.Switch(true, "Accept requests for a disabled project again", SetEnabledAsync, static project => project.Name),
            projects.Delete("Delete a disabled project", static (client, name, token) => client.DeleteProjectAsync(name, token)),
        };
    }

    internal static Command CreateEnterprise(CommandRunner runner)
    {
        var projects = new IamEntries<IamProject>(runner, "enterprise project", "PROJECT", ResultWriter.Iam.IamProject);
        return new Command("enterprise-project", "Manage enterprise projects, which group keys")
        {
            CreateProject(runner, "enterprise project", static (client, request, token) => client.CreateEnterpriseProjectAsync(request, token)),
            projects.List(
                static (client, token) => client.ListEnterpriseProjectsAsync(token), ResultWriter.Iam.IamEnterpriseProjects, static list => Table(list.EnterpriseProjects)),
            projects.Show(static (client, name, token) => client.GetEnterpriseProjectAsync(name, token), View),
            projects.Update(static (client, name, change, token) => client.UpdateEnterpriseProjectAsync(name, change, token), static project => project.Name),
            projects.Switch(false, "Have nothing new put into an enterprise project", SetEnterpriseEnabledAsync, static project => project.Name),
            projects.Switch(true, "Use a disabled enterprise project again", SetEnterpriseEnabledAsync, static project => project.Name),
            projects.Delete("Delete a disabled enterprise project", static (client, name, token) => client.DeleteEnterpriseProjectAsync(name, token)),
        };
    }

    private static Table Table(IReadOnlyList<IamProject> projects)
    {
        Table table = ResultWriter.NewTable(("NAME", true), ("ID", false), ("STATE", false), ("DESCRIPTION", true));
        foreach (IamProject project in projects)
        {
            table.AddRow(
                new Text(project.Name), new Text(project.Id), new Text(IamWords.State(project.Enabled)), new Text(IamWords.Text(project.Description)));
        }

        return table;
    }

    private static Grid View(IamProject project) => ResultWriter.NewList(
        ("Project id", project.Id),
        ("Name", project.Name),
        ("Description", IamWords.Text(project.Description)),
        ("State", IamWords.State(project.Enabled)),
        ("Created", IamWords.Time(project.Created)));

    private static Task<IamProject> SetEnabledAsync(DewClient client, string project, bool enabled, CancellationToken cancellationToken) =>
        client.UpdateProjectAsync(project, new UpdateEntryRequest { Enabled = enabled }, cancellationToken);

    private static Task<IamProject> SetEnterpriseEnabledAsync(DewClient client, string project, bool enabled, CancellationToken cancellationToken) =>
        client.UpdateEnterpriseProjectAsync(project, new UpdateEntryRequest { Enabled = enabled }, cancellationToken);

    private static Command CreateProject(
        CommandRunner runner, string kind, Func<DewClient, CreateEntryRequest, CancellationToken, Task<IamProject>> create)
    {
        Argument<string> name = IamArguments.NewName();
        Option<string?> description = IamArguments.Description();
        var command = new Command("create", kind == "project" ? "Create a project" : $"Create an {kind}") { name, description };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            var request = new CreateEntryRequest { Name = context.Arguments.GetRequiredValue(name), Description = context.Arguments.GetValue(description) };
            IamProject created = await create(context.Client, request, cancellationToken);
            context.Results.Write(created, ResultWriter.Iam.IamProject, project => $"Created {kind} {project.Name}, id {project.Id}");
        });
        return command;
    }
}
