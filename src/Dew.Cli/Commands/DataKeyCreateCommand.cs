using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Client;

namespace Dew.Cli.Commands;

/// <summary>dew data-key create.</summary>
internal static class DataKeyCreateCommand
{
    internal static Command Create(CommandRunner runner)
    {
        Option<string> key = KeyArguments.KeyOption();
        var bytes = new Option<int>("--bytes")
        {
            Description = "Length of the data key in bytes, 1..1024",
            HelpName = "N",
            DefaultValueFactory = static _ => 32,
        };
        Option<string?> aad = KeyArguments.AdditionalData();
        var plaintext = new Option<bool>("--plaintext") { Description = "Print the data key itself too, in hexadecimal: it is then in your terminal or log" };
        var command = new Command("create", "Create a data key and print it wrapped, in hexadecimal") { key, bytes, aad, plaintext };
        bytes.Validators.Add(DataKeyText.CheckLength);
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string keyId = await context.KeyIdAsync(context.Arguments.GetRequiredValue(key), cancellationToken);
            int length = context.Arguments.GetValue(bytes);
            string? additional = context.Arguments.GetValue(aad);
            if (context.Arguments.GetValue(plaintext))
            {
                using DataKey created = await context.Client.CreateDataKeyAsync(keyId, length, additional, cancellationToken);
                DataKeyText.WriteBoth(context, created);
            }
            else
            {
                WrappedDataKey created = await context.Client.CreateDataKeyWithoutPlaintextAsync(keyId, length, additional, cancellationToken);
                DataKeyText.WriteWrapped(context, created);
            }
        });
        return command;
    }
}
