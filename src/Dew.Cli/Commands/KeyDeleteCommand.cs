using System.CommandLine;
using System.Text;
using Dew.Cli.CommandLine;
using Dew.Cli.Hosting;
using Dew.Cli.Output;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew key delete.</summary>
internal static class KeyDeleteCommand
{
    private const int DefaultDays = 30;

    /// <summary>Longer than any answer that is meant.</summary>
    private const int MaxAnswer = 1024;

    internal static Command Create(CommandRunner runner)
    {
        Argument<string> name = KeyArguments.Key();
        var days = new Option<int>("--days")
        {
            Description = "Days until the key is destroyed, 7..1096; until then 'undelete' takes it back",
            HelpName = "N",
            DefaultValueFactory = static _ => DefaultDays,
        };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        var command = new Command("delete", "Schedule the destruction of a key") { name, days, yes };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string keyId = await context.KeyIdAsync(context.Arguments.GetRequiredValue(name), cancellationToken);
            int pendingDays = context.Arguments.GetValue(days);
            if (!context.Arguments.GetValue(yes))
            {
                await ConfirmAsync(context, keyId, pendingDays, cancellationToken);
            }

            KeyStatusInfo status = await context.Client.ScheduleKeyDeletionAsync(keyId, pendingDays, cancellationToken);
            context.Results.Write(status, ResultWriter.Rest.KeyStatusInfo, key =>
                $"Key {key.KeyId} is {KeyWords.State(key.KeyState)}: destroyed in {pendingDays} days. To take it back: dew key undelete {key.KeyId}");
        });
        return command;
    }

    private static async Task ConfirmAsync(CliContext context, string keyId, int pendingDays, CancellationToken cancellationToken)
    {
        CliHost host = context.Host;
        if (!host.InputIsTerminal || !host.ErrorIsTerminal)
        {
            throw new CliException(ExitCode.Usage, "There is no terminal to ask for confirmation on.", "add --yes if you are sure.");
        }

        KeyDetails key = await context.Client.DescribeKeyAsync(keyId, cancellationToken);
        host.Error.Write(
            $"Destroy {key.KeyAlias} ({key.KeySpec}, {key.KeyId}) in {pendingDays} days?\n" +
            "What is encrypted under it can never be decrypted after that. Type yes to go on: ");
        if (!string.Equals(await ReadLineAsync(host, cancellationToken), "yes", StringComparison.OrdinalIgnoreCase))
        {
            throw new CliException(ExitCode.Usage, "Not confirmed; nothing was changed.");
        }
    }

    private static async Task<string> ReadLineAsync(CliHost host, CancellationToken cancellationToken)
    {
        byte[] line = new byte[MaxAnswer];
        int length = 0;
        while (length < line.Length && !line.AsSpan(0, length).Contains((byte)'\n'))
        {
            int read = await host.InputBytes.ReadAsync(line.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return Encoding.UTF8.GetString(line, 0, length).Trim();
    }
}
