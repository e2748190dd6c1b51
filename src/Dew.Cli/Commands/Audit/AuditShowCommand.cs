using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Spectre.Console;

namespace Dew.Cli.Commands;

/// <summary>dew audit show.</summary>
internal static class AuditShowCommand
{
    internal static Command Create(CommandRunner runner)
    {
        var sequence = new Argument<long>("SEQ") { Description = "The number of the record, from 1" };
        sequence.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<long>() < 1)
            {
                result.AddError("SEQ is a number from 1 on.");
            }
        });
        var command = new Command("show", "Show everything that one audit record says; with --json byte for byte as it is kept, on one line") { sequence };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            byte[] record = await context.Client.GetAuditRecordAsync(context.Arguments.GetValue(sequence), cancellationToken);
            if (context.Results.IsJson)
            {
                context.Host.Output.WriteLine(Encoding.UTF8.GetString(record));
                return;
            }

            using JsonDocument parsed = Parse(record);
            context.Results.Print(View(parsed.RootElement, record));
        });
        return command;
    }

    private static JsonDocument Parse(byte[] record)
    {
        try
        {
            return JsonDocument.Parse(record);
        }
        catch (JsonException)
        {
            throw new CliException(ExitCode.Refused, "The record is not JSON.", "dew audit verify");
        }
    }

    private static Grid View(JsonElement record, byte[] raw)
    {
        List<(string Name, string Value)> members =
        [
            .. record.EnumerateObject().Select(member => (
                SafeText.Printable(member.Name),
                member.Name is "time" or "clock" ? Time(member.Value) : AuditText.Member(record, member.Name))),
            ("(hash of it)", Convert.ToHexStringLower(SHA256.HashData(raw))),
        ];
        return ResultWriter.NewList([.. members]);
    }

    private static string Time(JsonElement value) => value.TryGetInt64(out long milliseconds)
        ? string.Create(CultureInfo.InvariantCulture, $"{AuditText.Time(milliseconds, "yyyy-MM-dd HH:mm:ss.fff'Z'")} ({milliseconds})")
        : SafeText.Printable(value.GetRawText());
}
