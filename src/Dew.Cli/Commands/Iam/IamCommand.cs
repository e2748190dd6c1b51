using System.CommandLine;
using Dew.Cli.CommandLine;

namespace Dew.Cli.Commands;

/// <summary>dew iam.</summary>
internal static class IamCommand
{
    internal static Command Create(CommandRunner runner) =>
        new("iam", "Manage who may do what: users, groups, policies, projects, agencies, access keys")
        {
            IamUserCommands.Create(runner),
            IamGroupCommands.Create(runner),
            IamPolicyCommands.Create(runner),
            IamProjectCommands.Create(runner),
            IamProjectCommands.CreateEnterprise(runner),
            IamAgencyCommands.Create(runner),
            IamAccessKeyCommands.Create(runner),
            IamServiceCommands.Create(runner),
            IamPeerCommands.Create(runner),
            IamAccessListCommands.Create(runner),
            IamExplainCommand.Create(runner),
        };
}
