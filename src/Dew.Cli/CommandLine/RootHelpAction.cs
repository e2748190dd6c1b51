using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Dew.Client;

namespace Dew.Cli.CommandLine;

/// <summary>The usual help, and below that of dew itself what no option can say: how keys are named, examples, environment, exit codes.</summary>
internal sealed class RootHelpAction(HelpAction usual) : SynchronousCommandLineAction
{
    private const string MoreHelp =
        $"""
        Keys are named by their id (UUID), by alias, or by alias/ALIAS. A FILE of - is standard input or output.

        Examples:
          dew key create invoices                      a new AES-256 key with the alias 'invoices'
          dew encrypt report.pdf --key invoices        writes report.pdf.dew
          dew decrypt report.pdf.dew                   writes report.pdf
          dew key create release --spec EC_P256
          dew sign dew.tar --key release               writes dew.tar.sig
          dew verify dew.tar --key release
          dew iam user create alice                    a user; 'dew iam --help' says how it gets permissions
          dew audit list --user alice                  what it did

        Environment:
          {SocketLocation.VariableName}   the socket, if --socket is not given; else {DewClientOptions.DefaultSocketPath}
          NO_COLOR     if set, no colours

        Exit codes:
          0    done
          1    the appliance refused or failed, or 'doctor' found a failure
          2    the command line is wrong
          3    the appliance cannot be reached
          4    a signature is not valid, an encrypted file is damaged or incomplete, or the
               audit trail is not intact
          5    a local file could not be read or written
          70   a fault of dew itself
          130  interrupted (128 + signal); 141 standard output was closed early
        """;

    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is RootCommand)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(MoreHelp);
        }

        return code;
    }
}
