using System.CommandLine;
using System.Security.Cryptography;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;
using Dew.Core.Audit;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew audit verify: by the appliance, or here, from exported files and the public key alone.</summary>
internal static class AuditVerifyCommand
{
    private const int MaxPublicKey = 64 * 1024;

    internal static Command Create(CommandRunner runner)
    {
        var files = new Option<string[]>("--file")
        {
            Description = "Verify these exported files here, without the appliance; several in the order of their records, or a folder of them",
            HelpName = "EXPORT",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = static _ => [],
        };
        var publicKey = new Option<string?>("--public-key") { Description = "With --file: the key that signed, as 'dew audit public-key' printed it", HelpName = "PEM" };
        var whole = new Option<bool>("--whole") { Description = "With --file: the files must begin with the first record, or where it was retired to" };
        var command = new Command("verify", "Prove that no audit record is missing or changed; exit code 4 if one is, or if files have no signed head") { files, publicKey, whole };
        command.Validators.Add(result =>
        {
            bool offline = result.GetValue(files) is { Length: > 0 };
            if (offline != result.GetValue(publicKey) is not null || (!offline && result.GetValue(whole)))
            {
                result.AddError("--file and --public-key belong together, and --whole to them.");
            }
        });
        runner.Bind(command, async (context, cancellationToken) =>
        {
            string[] exports = context.Arguments.GetRequiredValue(files);
            VerifyAuditResponse report = exports.Length > 0
                ? await VerifyFilesAsync(
                    context, exports, context.Arguments.GetRequiredValue(publicKey)!, context.Arguments.GetValue(whole), cancellationToken)
                : await context.Client.VerifyAuditAsync(cancellationToken);
            context.Results.Write(report, ResultWriter.Audit.VerifyAuditResponse, AuditText.Report);
            return IsProven(report, exports.Length > 0) ? ExitCode.Ok : ExitCode.NotAuthentic;
        });
        return command;
    }

    /// <summary>Files without one signed head that fits prove nothing: anybody can write such. Of an appliance just initialised none is signed yet.</summary>
    private static bool IsProven(VerifyAuditResponse report, bool areFiles) =>
        report.Verdict == AuditWords.Of(AuditVerdict.Intact) || (!areFiles && report.Verdict == AuditWords.Of(AuditVerdict.NotSigned));

    private static async Task<VerifyAuditResponse> VerifyFilesAsync(
        CliContext context, string[] paths, string publicKey, bool isWhole, CancellationToken cancellationToken)
    {
        using ECDsa key = await ReadKeyAsync(context, publicKey, cancellationToken);
        var check = new AuditExportCheck(key, isWhole);
        foreach (string path in paths.SelectMany(Expand))
        {
            using InputSource file = InputSource.Open(path, context.Host);
            await check.ReadAsync(file.Stream, cancellationToken);
        }

        return Report(check.Finish());
    }

    /// <summary>A folder stands for the exports in it; their names are in the order of their records.</summary>
    private static IEnumerable<string> Expand(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] exports = [.. Directory.GetFiles(path, "audit-*.jsonl").Concat(Directory.GetFiles(path, "audit-*.open")).Order(StringComparer.Ordinal)];
        return exports.Length > 0 ? exports : throw new CliException(ExitCode.LocalIo, $"There are no exported audit records in '{path}'.", "dew audit export --output DIR");
    }

    private static async Task<ECDsa> ReadKeyAsync(CliContext context, string path, CancellationToken cancellationToken)
    {
        using InputSource file = InputSource.Open(path, context.Host);
        byte[] buffer = new byte[MaxPublicKey];
        int length = await file.Stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(System.Text.Encoding.UTF8.GetString(buffer, 0, length));
            return key;
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CliException(ExitCode.LocalIo, $"'{path}' is no public key in PEM.", "dew audit public-key --output FILE");
        }
    }

    private static VerifyAuditResponse Report(AuditReport report) => new()
    {
        Verdict = AuditWords.Of(report.Verdict),
        Records = report.Records,
        First = report.First,
        Last = report.Last,
        Heads = report.Heads,
        SignedSequence = report.SignedSequence,
        SignedTime = report.SignedTimeMs,
        UnsignedRecords = report.UnsignedRecords,
        FindingCount = report.FindingCount,
        Findings =
        [
            .. report.Findings.Select(static finding => new AuditFindingInfo
            {
                Kind = AuditWords.Of(finding.Kind), First = finding.First, Last = finding.Last, Message = finding.Message,
            }),
        ],
    };
}
