using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew cert renew.</summary>
internal static class CertRenewCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Argument<string> serial = CertListCommands.Serial();
        var sameKey = new Option<bool>("--same-key") { Description = "Keep the key instead of making a new one; the certificate goes to standard output unless --output-dir is given" };
        var files = new CertFiles();
        var command = new Command("renew", "Issue another certificate for the same subject; revoke the old one when the new one is in place") { serial, sameKey };
        files.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(sameKey) && result.GetValue(files.Csr) is not null)
            {
                result.AddError("--same-key and --csr exclude each other.");
            }
        });
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string named = context.Arguments.GetRequiredValue(serial);
            CertificateInfo old = await context.Client.GetCertificateAsync(named, cancellationToken);
            await files.IssueAsync(
                context,
                old.Name,
                old.Names ?? [],
                context.Arguments.GetValue(sameKey),
                csr => context.Client.RenewCertificateAsync(
                    named, new RenewCertificateRequest { Csr = csr, Days = files.Days(context.Arguments) }, cancellationToken),
                cancellationToken);
        });
        return command;
    }
}
