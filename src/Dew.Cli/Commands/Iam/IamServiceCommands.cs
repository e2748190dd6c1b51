using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Client;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew iam service.</summary>
internal static class IamServiceCommands
{
    internal static Command Create(CommandRunner runner)
    {
        var services = new IamEntries<IamService>(runner, "service", "SERVICE", ResultWriter.Iam.IamService);
        return new Command("service", "Manage the services that use keys, such as obs")
        {
            services.List(static (client, token) => client.ListServicesAsync(token), ResultWriter.Iam.IamServices, Table),
            services.Show(static (client, service, token) => client.GetServiceAsync(service, token), View),
            services.Switch(false, "Have nothing accepted from a service, from now on", SetEnabledAsync, static service => service.Name),
            services.Switch(true, "Accept a service", SetEnabledAsync, static service => service.Name),
        };
    }

    private static IRenderable Table(IamServices services)
    {
        Table table = ResultWriter.NewTable(("NAME", false), ("STATE", false), ("POLICIES", true));
        foreach (IamService service in services.Services)
        {
            table.AddRow(new Text(service.Name), new Text(IamWords.State(service.Enabled)), new Text(IamWords.Policies(service.Policies)));
        }

        return table;
    }

    private static Grid View(IamService service) => ResultWriter.NewList(
        ("Name", service.Name), ("State", IamWords.State(service.Enabled)), ("Policies", IamWords.Policies(service.Policies)));

    private static Task<IamService> SetEnabledAsync(DewClient client, string service, bool enabled, CancellationToken cancellationToken) =>
        client.UpdateServiceAsync(service, enabled, cancellationToken);
}
