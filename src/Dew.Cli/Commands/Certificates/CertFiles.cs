using System.CommandLine;
using System.Text;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>
/// How issuing and renewing end in files: NAME.pem, and NAME-key.pem if the key is made here. Everything that can fail here is done before the
/// certificate is asked for, so that none is issued that nobody can use.
/// </summary>
internal sealed class CertFiles
{
    private const int MaxRequest = 32 * 1024;
    private const int MaxDays = 3650;

    private readonly Option<string?> _csr = new("--csr")
    {
        Description = "A certificate request (PKCS#10 in PEM), or - for standard input; without it a key is made here [default: a new EC P-256 key]",
        HelpName = "FILE",
    };

    private readonly Option<int?> _days = new("--days") { Description = $"How long it is valid, 1..{MaxDays} [default: 397]", HelpName = "N" };

    private readonly Option<string?> _folder = new("--output-dir", "-o")
    {
        Description = "The folder for the files [default: this one; with --csr the certificate goes to standard output]",
        HelpName = "DIR",
    };

    private readonly Option<bool> _force = new("--force", "-f") { Description = "Replace existing files" };

    internal CertFiles() => _days.Validators.Add(static result =>
    {
        if (result.GetValueOrDefault<int?>() is < 1 or > MaxDays)
        {
            result.AddError($"--days is 1..{MaxDays}.");
        }
    });

    internal Option<string?> Csr => _csr;

    internal void AddTo(Command command)
    {
        command.Add(_csr);
        command.Add(_days);
        command.Add(_folder);
        command.Add(_force);
    }

    internal int? Days(ParseResult arguments) => arguments.GetValue(_days);

    /// <summary>Has a certificate made and writes what there is to write.</summary>
    /// <param name="context">The command.</param>
    /// <param name="name">What the files are called, and what a request made here has as its common name.</param>
    /// <param name="serverNames">Names for a request made here.</param>
    /// <param name="withoutRequest">Whether no request is sent at all, because the key stays.</param>
    /// <param name="issue">Asks the appliance, with the request in PEM or null.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal async Task IssueAsync(
        CliContext context, string name, IReadOnlyList<string> serverNames, bool withoutRequest, Func<string?, Task<CertificateInfo>> issue, CancellationToken cancellationToken)
    {
        string? folder = context.Arguments.GetValue(_folder);
        if (withoutRequest || context.Arguments.GetValue(_csr) is not null)
        {
            string? request = withoutRequest ? null : await ReadAsync(context, context.Arguments.GetValue(_csr)!, cancellationToken);
            using OutputTarget? target = folder is null ? null : Create(context, folder, name, ".pem", isPrivate: false);
            Finish(context, await issue(request), target, keyFile: null);
            return;
        }

        using var key = new LocalKey();
        using OutputTarget keyFile = Create(context, folder ?? ".", name, "-key.pem", isPrivate: true);
        using OutputTarget certificate = Create(context, folder ?? ".", name, ".pem", isPrivate: false);
        key.WriteTo(keyFile.Stream);
        CertificateInfo issued = await issue(key.Request(name, serverNames));
        Finish(context, issued, certificate, keyFile);
    }

    private OutputTarget Create(CliContext context, string folder, string name, string suffix, bool isPrivate)
    {
        Directory.CreateDirectory(folder);
        string file = name.Replace('/', '_').Replace(' ', '_') + suffix;
        return OutputTarget.Create(
            Path.Combine(folder, file.StartsWith('-') ? "_" + file : file), context.Arguments.GetValue(_force), isPrivate, context, "--output-dir DIR for another folder");
    }

    private static async Task<string> ReadAsync(CliContext context, string path, CancellationToken cancellationToken)
    {
        using InputSource source = InputSource.Open(path, context.Host);
        byte[] buffer = new byte[MaxRequest + 1];
        int length = await source.Stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaxRequest
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw new CliException(ExitCode.Refused, $"'{path}' is no certificate request: it has more than {MaxRequest} bytes.");
    }

    private static void Finish(CliContext context, CertificateInfo issued, OutputTarget? certificate, OutputTarget? keyFile)
    {
        string pem = issued.Certificate ?? "";
        keyFile?.Commit();
        if (certificate is not null)
        {
            certificate.Stream.Write(Encoding.ASCII.GetBytes(pem));
            certificate.Commit();
        }
        else if (!context.Results.IsJson)
        {
            context.Host.Output.Write(pem);
            return;
        }

        var result = new CertificateFilesJson
        {
            Serial = issued.Serial,
            Kind = issued.Kind,
            Name = issued.Name,
            NotAfter = issued.NotAfter,
            Certificate = pem,
            Output = certificate?.Name,
            KeyOutput = keyFile?.Name,
        };
        context.Results.Write(result, CliJson.Indented.CertificateFilesJson, static r =>
            $"Issued {r.Kind} certificate {r.Serial} for {r.Name}, valid until {IamWords.Time(r.NotAfter)}: {r.Output}" +
            (r.KeyOutput is null ? "" : $", its key: {r.KeyOutput}"));
    }
}
