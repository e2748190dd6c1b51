using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew cert list, show and revoke.</summary>
internal static class CertListCommands
{
    private static readonly string[] s_reasons =
        ["unspecified", "key-compromise", "affiliation-changed", "superseded", "cessation-of-operation", "privilege-withdrawn"];

    internal static Argument<string> Serial() => IamArguments.Name("SERIAL", "The serial number of the certificate, 32 hexadecimal digits");

    internal static Command List(CommandRunner runner)
    {
        var command = new Command("list", "List certificates in the order they were issued");
        runner.Bind(command, async (context, cancellationToken) => context.Results.Write(
            await context.Client.ListCertificatesAsync(cancellationToken), ResultWriter.Certificates.CertificateListResponse, Table));
        return command;
    }

    internal static Command Show(CommandRunner runner)
    {
        Argument<string> serial = Serial();
        var pem = new Option<bool>("--pem") { Description = "Print the certificate alone, in PEM" };
        var command = new Command("show", "Show everything about a certificate") { serial, pem };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            CertificateInfo certificate = await context.Client.GetCertificateAsync(context.Arguments.GetRequiredValue(serial), cancellationToken);
            if (context.Arguments.GetValue(pem) && !context.Results.IsJson)
            {
                context.Host.Output.Write(certificate.Certificate);
                return;
            }

            context.Results.Write(certificate, ResultWriter.Certificates.CertificateInfo, View);
        });
        return command;
    }

    internal static Command Revoke(CommandRunner runner)
    {
        Argument<string> serial = Serial();
        var reason = new Option<string?>("--reason") { Description = $"Why: {string.Join(", ", s_reasons)}", HelpName = "REASON" };
        reason.CompletionSources.Add(s_reasons);
        reason.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string?>() is { } word && !s_reasons.Contains(word))
            {
                result.AddError($"--reason is one of {string.Join(", ", s_reasons)}.");
            }
        });
        var command = new Command("revoke", "Revoke a certificate for ever; open connections with it end at once") { serial, reason };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            CertificateInfo revoked = await context.Client.RevokeCertificateAsync(
                context.Arguments.GetRequiredValue(serial), context.Arguments.GetValue(reason), cancellationToken);
            context.Results.Write(revoked, ResultWriter.Certificates.CertificateInfo, static c => $"Revoked certificate {c.Serial} of {c.Name}");
        });
        return command;
    }

    private static string Holder(CertificateInfo certificate) =>
        certificate.HolderType == "system" ? certificate.HolderId : $"{certificate.HolderType} {certificate.HolderId}";

    private static Table Table(CertificateListResponse certificates)
    {
        Table table = ResultWriter.NewTable(("SERIAL", false), ("KIND", false), ("NAME", true), ("STATE", false), ("UNTIL", false));
        foreach (CertificateInfo certificate in certificates.Certificates)
        {
            table.AddRow(
                new Text(certificate.Serial),
                new Text(certificate.HolderType == "system" ? certificate.Kind : $"{certificate.Kind}, {certificate.HolderType}"),
                new Text(SafeText.Printable(certificate.Name)),
                new Text(certificate.State),
                new Text(IamWords.Time(certificate.NotAfter)));
        }

        return table;
    }

    private static Rows View(CertificateInfo certificate)
    {
        List<IRenderable> parts =
        [
            ResultWriter.NewList(
                ("Serial", certificate.Serial),
                ("Kind", certificate.Kind),
                ("Name", SafeText.Printable(certificate.Name)),
                ("Stands for", Holder(certificate)),
                ("Server names", IamWords.Join(certificate.Names ?? [])),
                ("State", certificate.Revoked is null ? certificate.State : $"revoked {IamWords.Time(certificate.Revoked)}, {certificate.Reason}"),
                ("Issued", IamWords.Time(certificate.Issued)),
                ("Valid from", IamWords.Time(certificate.NotBefore)),
                ("Valid until", IamWords.Time(certificate.NotAfter)),
                ("Key", $"SHA-256 {certificate.KeyFingerprint}")),
        ];
        if (certificate.Certificate is { } pem)
        {
            parts.Add(new Text(pem.TrimEnd()));
        }

        return new Rows(parts);
    }
}
