using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;
using Dew.Client;

namespace Dew.Cli.Commands;

/// <summary>dew cert ca and crl.</summary>
internal static class CertAuthorityCommands
{
    internal static Command Authority(CommandRunner runner) => Create(
        runner,
        "ca",
        "Print the certificate of the appliance's authority, which clients and servers have to trust, as PEM",
        static (client, token) => client.GetAuthorityCertificateAsync(token),
        static pem => new CertificateTextJson { Certificate = pem });

    internal static Command RevocationList(CommandRunner runner) => Create(
        runner,
        "crl",
        "Print the list of revoked certificates, signed now, as PEM",
        static (client, token) => client.GetRevocationListAsync(token),
        static pem => new CertificateTextJson { RevocationList = pem });

    private static Command Create(
        CommandRunner runner,
        string verb,
        string description,
        Func<DewClient, CancellationToken, Task<string>> get,
        Func<string, CertificateTextJson> document)
    {
        Option<string?> output = KeyArguments.Output("Write the PEM text to a file instead of standard output");
        Option<bool> force = KeyArguments.Force();
        var command = new Command(verb, description) { output, force };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string pem = await get(context.Client, cancellationToken);
            await PemOutput.WriteAsync(context, pem, context.Arguments.GetValue(output), context.Arguments.GetValue(force), cancellationToken);
            if (context.Results.IsJson)
            {
                context.Results.Write(document(pem), CliJson.Indented.CertificateTextJson, static _ => "");
            }
        });
        return command;
    }
}
