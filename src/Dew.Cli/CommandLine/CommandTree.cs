using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Dew.Cli.Commands;
using Dew.Cli.Hosting;

namespace Dew.Cli.CommandLine;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    internal static RootCommand Create(CliHost host)
    {
        var globals = new GlobalOptions();
        var runner = new CommandRunner(host, globals);
        var root = new RootCommand("Manages keys on a DEW appliance and protects files with them.")
        {
            globals.Socket,
            globals.Json,
            StatusCommand.Create(runner),
            DoctorCommand.Create(runner),
            RandomCommand.Create(runner),
            KeyCommand.Create(runner),
            DataKeyCommand.Create(runner),
            EncryptCommand.Create(runner),
            DecryptCommand.Create(runner),
            SignCommand.Create(runner),
            VerifyCommand.Create(runner),
            IamCommand.Create(runner),
            CertCommand.Create(runner),
            AuditCommand.Create(runner),
            CompletionCommand.Create(runner),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        // Windows' spellings are paths here.
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
        help.Action = new RootHelpAction((HelpAction)help.Action!);
        return root;
    }

    /// <summary>The command as it was typed: dew key create.</summary>
    internal static string PathOf(CommandResult command)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = command; at is CommandResult { Command: var named } and { Parent: var parent }; at = parent)
        {
            names.Push(named is RootCommand ? "dew" : named.Name);
        }

        return string.Join(' ', names);
    }
}
