using System.CommandLine;
using System.Globalization;
using System.Text;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew audit export.</summary>
internal static class AuditExportCommand
{
    private const string PublicKeyFile = "audit-public-key.pem";

    internal static Command Create(CommandRunner runner)
    {
        Option<string?> from = AuditOptions.Time("--from", "Only later than"), to = AuditOptions.Time("--to", "Only earlier than");
        Option<string?> output = KeyArguments.Output(
            $"A file; or a folder, which gets a file named by the time and {PublicKeyFile}, so that 'dew audit verify' can do without the appliance [default: standard output]");
        Option<bool> force = KeyArguments.Force();
        var command = new Command("export", "Export audit records line by line, with the signed heads that prove them") { from, to, output, force };
        runner.Bind(command, (context, cancellationToken) =>
        {
            ParseResult arguments = context.Arguments;
            DateTimeOffset now = DateTimeOffset.UtcNow;
            DateTimeOffset? first = arguments.GetValue(from) is { } begin ? AuditOptions.Parse(begin, now) : null;
            DateTimeOffset? last = arguments.GetValue(to) is { } end ? AuditOptions.Parse(end, now) : null;
            string target = arguments.GetValue(output) ?? InputSource.StandardStream;
            bool isFolder = Directory.Exists(target) || target.EndsWith('/');
            return isFolder
                ? ExportToFolderAsync(context, target, now, first, last, arguments.GetValue(force), cancellationToken)
                : ExportAsync(context, target, publicKeyFile: null, first, last, arguments.GetValue(force), cancellationToken);
        });
        return command;
    }

    private static async Task ExportToFolderAsync(
        CliContext context, string folder, DateTimeOffset now, DateTimeOffset? from, DateTimeOffset? to, bool force, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        AuditPublicKeyResponse key = await context.Client.GetAuditPublicKeyAsync(cancellationToken);
        string keyFile = Path.Combine(folder, PublicKeyFile);
        if (!File.Exists(keyFile) || await File.ReadAllTextAsync(keyFile, cancellationToken) != key.PublicKey)
        {
            using OutputTarget target = OutputTarget.Create(keyFile, force, isPrivate: false, context);
            await target.Stream.WriteAsync(Encoding.UTF8.GetBytes(key.PublicKey), cancellationToken);
            target.Commit();
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"audit-{now:yyyyMMdd'T'HHmmss'Z'}.jsonl");
        await ExportAsync(context, Path.Combine(folder, name), keyFile, from, to, force, cancellationToken);
    }

    private static async Task ExportAsync(
        CliContext context, string path, string? publicKeyFile, DateTimeOffset? from, DateTimeOffset? to, bool force, CancellationToken cancellationToken)
    {
        using OutputTarget target = OutputTarget.Create(path, force, isPrivate: true, context);
        using var counted = new LineCounter(target.Stream);
        await context.Client.ExportAuditAsync(counted, from, to, cancellationToken);
        target.Commit();
        if (!target.IsStandardOutput)
        {
            var result = new ExportedAuditJson { Output = target.Name, Lines = counted.Lines, Bytes = counted.Bytes, PublicKeyOutput = publicKeyFile };
            context.Results.Write(result, CliJson.Indented.ExportedAuditJson, static done =>
                $"Exported {done.Lines} lines ({KeyWords.Bytes(done.Bytes)}) to {done.Output}");
        }
    }
}
