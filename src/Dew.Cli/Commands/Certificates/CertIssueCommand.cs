using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew cert issue.</summary>
internal static class CertIssueCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Option<string?> user = IamArguments.Holder("--user", "For a client: the user it stands for, by id or name");
        Option<string?> service = IamArguments.Holder("--service", "For a client: the service it stands for");
        var server = new Option<bool>("--server") { Description = "For a server with the names given by --name" };
        Option<string[]> names = IamArguments.Several("--name", "A host name or address of the server; may be given several times");
        var files = new CertFiles();
        var command = new Command("issue", "Issue a certificate for a user, a service or a server; the key is made here and never leaves this machine")
        {
            user, service, server, names,
        };
        files.AddTo(command);
        command.Validators.Add(result =>
        {
            bool isServer = result.GetValue(server), named = result.GetValue(names) is { Length: > 0 };
            int kinds = (isServer ? 1 : 0) + (result.GetValue(user) is null ? 0 : 1) + (result.GetValue(service) is null ? 0 : 1);
            if (kinds != 1)
            {
                result.AddError("One of --user, --service and --server is needed, and only one.");
            }
            else if (named && !isServer)
            {
                result.AddError("--name goes with --server: the name of a client is that of its user or service.");
            }
            else if (isServer && !named && result.GetValue(files.Csr) is null)
            {
                result.AddError("A server needs a --name, or a --csr with names in it.");
            }
        });
        runner.Bind(command, (context, cancellationToken) =>
        {
            ParseResult arguments = context.Arguments;
            string[] serverNames = arguments.GetRequiredValue(names);
            string name = arguments.GetValue(user) ?? arguments.GetValue(service) ?? serverNames.FirstOrDefault("server");
            return files.IssueAsync(context, name, serverNames, withoutRequest: false, IssueAsync, cancellationToken);

            Task<CertificateInfo> IssueAsync(string? csr) => context.Client.IssueCertificateAsync(
                new IssueCertificateRequest
                {
                    Kind = arguments.GetValue(server) ? "server" : "client",
                    User = arguments.GetValue(user),
                    Service = arguments.GetValue(service),
                    Names = serverNames.Length == 0 ? null : serverNames,
                    Csr = csr,
                    Days = files.Days(arguments),
                },
                cancellationToken);
        });
        return command;
    }
}
