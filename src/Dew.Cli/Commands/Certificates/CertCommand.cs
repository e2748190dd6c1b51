using System.CommandLine;
using Dew.Cli.CommandLine;

namespace Dew.Cli.Commands;

/// <summary>dew cert.</summary>
internal static class CertCommand
{
    internal static Command Create(CommandRunner runner) =>
        new("cert", "Issue, renew and revoke certificates of the appliance's own authority")
        {
            CertIssueCommand.Create(runner),
            CertListCommands.List(runner),
            CertListCommands.Show(runner),
            CertRenewCommand.Create(runner),
            CertListCommands.Revoke(runner),
            CertAuthorityCommands.Authority(runner),
            CertAuthorityCommands.RevocationList(runner),
        };
}
