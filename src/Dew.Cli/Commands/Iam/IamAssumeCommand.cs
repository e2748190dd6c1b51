using System.CommandLine;
using System.Text;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Client;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew iam agency assume.</summary>
internal static class IamAssumeCommand
{
    internal static Command Create(CommandRunner runner, IamEntries<IamAgency> agencies)
    {
        Argument<string> agency = agencies.Entry();
        Option<int?> duration = IamArguments.Seconds(
            "--duration", "How long the credentials shall live", IamAgencyCommands.MinDuration, IamAgencyCommands.MaxDuration);
        var export = new Option<bool>("--export") { Description = "Print lines for a shell, for programs that use the vendor's SDK: eval \"$(dew iam agency assume AGENCY --export)\"" };
        var command = new Command("assume", "Print temporary credentials of an agency that trusts you") { agency, duration, export };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            bool forShell = context.Arguments.GetValue(export);
            if (forShell && context.Results.IsJson)
            {
                throw new CliException(ExitCode.Usage, "--export prints lines for a shell, --json a document: choose one.", "dew iam agency assume --help");
            }

            // Before the credentials are made: if this fails, there are none that nobody has.
            string projectId = forShell ? (await context.Client.GetStateAsync(cancellationToken)).ProjectId : "";
            TimeSpan? life = context.Arguments.GetValue(duration) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
            using TemporaryCredential credential = await context.Client.AssumeAgencyAsync(
                context.Arguments.GetRequiredValue(agency), life, cancellationToken);
            if (forShell)
            {
                Export(context.Host.OutputBytes, credential, projectId);
            }
            else
            {
                Print(context, credential);
            }
        });
        return command;
    }

    private static void Print(CliContext context, TemporaryCredential credential)
    {
        var result = new MemberWriter(context);
        result.Member("access", credential.AccessKeyId);
        result.Secret("secret", credential.Secret);
        result.Member("securitytoken", credential.SecurityToken);
        result.Member("expires_at", credential.ExpiresAt);
        result.End();
    }

    /// <summary>The variables that the vendor's SDKs read (reference of the clients, section 8).</summary>
    private static void Export(Stream output, TemporaryCredential credential, string projectId)
    {
        Line(output, "AK", Encoding.UTF8.GetBytes(credential.AccessKeyId));
        Line(output, "SK", credential.Secret.DangerousGetSpan());
        Line(output, "SECURITY_TOKEN", Encoding.UTF8.GetBytes(credential.SecurityToken));
        Line(output, "PROJECT_ID", Encoding.UTF8.GetBytes(projectId));
    }

    /// <summary>Between quotes, which no value can hold.</summary>
    private static void Line(Stream output, string name, ReadOnlySpan<byte> value)
    {
        output.Write(Encoding.UTF8.GetBytes($"export HUAWEICLOUD_SDK_{name}='"));
        SecretText.WritePlain(output, value);
        output.Write("'\n"u8);
    }
}
