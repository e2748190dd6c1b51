using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew key create.</summary>
internal static class KeyCreateCommand
{
    internal static Command Create(CommandRunner runner)
    {
        var alias = new Argument<string>("ALIAS") { Description = "Its name: 1..255 of a-z A-Z 0-9 : / _ -" };
        Option<string?> spec = KeyArguments.Spec("AES_256 (default), RSA_2048, RSA_3072, RSA_4096, EC_P256, EC_P384, HMAC_256, HMAC_384, HMAC_512");
        var usage = new Option<string?>("--usage")
        {
            Description = "What it is for, where the specification allows more than one use",
            HelpName = "ENCRYPT_DECRYPT|SIGN_VERIFY|GENERATE_VERIFY_MAC",
        };
        usage.CompletionSources.Add("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC");
        var description = new Option<string?>("--description") { Description = "Up to 255 characters", HelpName = "TEXT" };
        Option<string?> project = KeyArguments.EnterpriseProject("The enterprise project it belongs to");
        var command = new Command("create", "Create a key in the HSM") { alias, spec, usage, description, project };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            ParseResult arguments = context.Arguments;
            var request = new CreateKeyRequest
            {
                KeyAlias = arguments.GetRequiredValue(alias),
                KeySpec = arguments.GetValue(spec)?.ToUpperInvariant(),
                KeyUsage = arguments.GetValue(usage)?.ToUpperInvariant(),
                KeyDescription = arguments.GetValue(description),
                EnterpriseProjectId = arguments.GetValue(project),
            };
            CreatedKey created = await context.Client.CreateKeyAsync(request, cancellationToken);
            context.Results.Write(created, ResultWriter.Rest.CreatedKey, key => $"Created {request.KeyAlias}, id {key.KeyId}");
        });
        return command;
    }
}
