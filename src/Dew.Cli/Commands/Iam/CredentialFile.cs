using System.CommandLine;
using System.Text;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;
using Dew.Client;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>Prints a new access key with its secret, or puts it into a file that its owner alone can read.</summary>
internal static class CredentialFile
{
    /// <summary>Where it goes.</summary>
    internal sealed class Options
    {
        internal Option<string?> Output { get; } = KeyArguments.Output("Write the credentials to this file, readable by you alone, and do not print the secret");

        internal Option<bool> Force { get; } = KeyArguments.Force();

        internal void AddTo(Command command)
        {
            command.Add(Output);
            command.Add(Force);
        }
    }

    /// <summary>Everything that can fail here is done before the key is made, so that no key is made whose secret nobody has.</summary>
    internal static async Task IssueAsync(CliContext context, Options options, Func<Task<IssuedCredential>> issue, CancellationToken cancellationToken)
    {
        if (context.Arguments.GetValue(options.Output) is not { } path || path == InputSource.StandardStream)
        {
            using IssuedCredential shown = await issue();
            Print(context, shown, file: null);
            if (!context.Results.IsJson)
            {
                context.Host.Error.WriteLine("The secret is shown this once and cannot be had again: keep it now, where nobody else reads it.");
            }

            return;
        }

        using OutputTarget target = OutputTarget.Create(path, context.Arguments.GetValue(options.Force), isPrivate: true, context);
        ApplianceStateResponse state = await context.Client.GetStateAsync(cancellationToken);
        using IssuedCredential issued = await issue();
        WriteFile(target.Stream, issued, state);
        target.Commit();
        Print(context, issued, path);
    }

    /// <summary>With the names of the development appliance's admin.json, so that who reads the one can read the other.</summary>
    private static void WriteFile(Stream file, IssuedCredential credential, ApplianceStateResponse state)
    {
        file.Write(Encoding.UTF8.GetBytes(
            $"{{\n  \"project_id\": \"{state.ProjectId}\",\n  \"domain_id\": \"{state.DomainId}\",\n  \"access_key\": \"{credential.AccessKeyId}\",\n  \"secret_key\": \""));
        SecretText.WritePlain(file, credential.Secret.DangerousGetSpan());
        file.Write("\"\n}\n"u8);
    }

    private static void Print(CliContext context, IssuedCredential credential, string? file)
    {
        var result = new MemberWriter(context);
        result.Member("access", credential.AccessKeyId);
        if (file is null)
        {
            result.Secret("secret", credential.Secret);
        }

        Optional("user_id", credential.UserId);
        Optional("user_name", credential.UserName);
        Optional("service", credential.Service);
        Optional("output", file);
        result.End();

        void Optional(string name, string? value)
        {
            if (value is not null)
            {
                result.Member(name, value);
            }
        }
    }
}
