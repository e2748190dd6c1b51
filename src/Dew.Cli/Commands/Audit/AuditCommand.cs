using System.CommandLine;
using Dew.Cli.CommandLine;

namespace Dew.Cli.Commands;

/// <summary>dew audit.</summary>
internal static class AuditCommand
{
    internal static Command Create(CommandRunner runner) =>
        new("audit", "See who did what, and prove that nothing is missing")
        {
            AuditListCommand.Create(runner),
            AuditShowCommand.Create(runner),
            AuditFollowCommand.Create(runner),
            AuditVerifyCommand.Create(runner),
            AuditExportCommand.Create(runner),
            AuditHeadCommand.Create(runner),
            AuditPublicKeyCommand.Create(runner),
        };
}
