using System.CommandLine;
using System.Text.Json;
using Dew.Cli.CommandLine;
using Dew.Cli.Files;
using Dew.Cli.Output;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Commands;

/// <summary>dew iam policy.</summary>
internal static class IamPolicyCommands
{
    /// <summary>The appliance accepts less than this.</summary>
    private const int MaxDocument = 64 * 1024;

    internal static Command Create(CommandRunner runner)
    {
        var policies = new IamEntries<IamPolicy>(runner, "policy", "POLICY", ResultWriter.Iam.IamPolicy);
        return new Command("policy", "Manage policies, and who has them")
        {
            CreatePolicy(runner),
            Update(runner),
            policies.List(static (client, token) => client.ListPoliciesAsync(token), ResultWriter.Iam.IamPolicies, Table),
            Show(runner),
            policies.Delete("Delete a custom policy that nobody has", static (client, policy, token) => client.DeletePolicyAsync(policy, token)),
            Validate(runner),
            IamAttachmentCommands.Attach(runner),
            IamAttachmentCommands.Detach(runner),
        };
    }

    private static Argument<string> Document() => new("FILE") { Description = "The document, JSON, or - for standard input" };

    private static Argument<string> Policy() => IamArguments.Name("POLICY", "The policy's name");

    private static IRenderable Table(IamPolicies policies)
    {
        Table table = ResultWriter.NewTable(("NAME", true), ("KIND", false), ("HELD BY", true), ("DESCRIPTION", true));
        foreach (IamPolicy policy in policies.Policies)
        {
            table.AddRow(
                new Text(policy.Name), new Text(policy.Kind), new Text(IamWords.Join(policy.HeldBy)), new Text(IamWords.Text(policy.Description)));
        }

        return table;
    }

    private static Rows View(IamPolicy policy) => new(
        ResultWriter.NewList(
            ("Name", policy.Name),
            ("Kind", policy.Kind),
            ("Description", IamWords.Text(policy.Description)),
            ("Held by", IamWords.Join(policy.HeldBy)),
            ("Created", IamWords.Time(policy.Created)),
            ("Changed", IamWords.Time(policy.Changed))),
        new Text(Pretty(policy)));

    private static string Pretty(IamPolicy policy) => JsonSerializer.Serialize(policy.Document, CliJson.Indented.JsonElement);

    private static Command CreatePolicy(CommandRunner runner)
    {
        Argument<string> name = IamArguments.NewName(), file = Document();
        Option<string?> description = IamArguments.Description();
        var command = new Command("create", "Create a policy from a document") { name, file, description };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            ReadOnlyMemory<byte> document = await ReadAsync(context, context.Arguments.GetRequiredValue(file), cancellationToken);
            IamPolicy created = await context.Client.CreatePolicyAsync(
                context.Arguments.GetRequiredValue(name), document, context.Arguments.GetValue(description), cancellationToken);
            context.Results.Write(created, ResultWriter.Iam.IamPolicy, static policy =>
                $"Created policy {policy.Name}. To give it to a group: dew iam policy attach \"{policy.Name}\" --group GROUP");
        });
        return command;
    }

    private static Command Update(CommandRunner runner)
    {
        Argument<string> name = Policy();
        var file = new Argument<string?>("FILE") { Description = "The new document, JSON, or - for standard input", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> description = IamArguments.Description();
        var command = new Command("update", "Replace the document or the description of a custom policy; it counts from the next request on") { name, file, description };
        command.Validators.Add(result =>
        {
            if (result.GetValue(file) is null && result.GetValue(description) is null)
            {
                result.AddError("Nothing to change: give FILE or --description.");
            }
        });
        runner.Bind(command, async (context, cancellationToken) =>
        {
            ReadOnlyMemory<byte>? document = context.Arguments.GetValue(file) is { } path ? await ReadAsync(context, path, cancellationToken) : null;
            IamPolicy updated = await context.Client.UpdatePolicyAsync(
                context.Arguments.GetRequiredValue(name), document, context.Arguments.GetValue(description), cancellationToken);
            context.Results.Write(updated, ResultWriter.Iam.IamPolicy, static policy => $"Updated policy {policy.Name}");
        });
        return command;
    }

    private static Command Show(CommandRunner runner)
    {
        Argument<string> name = Policy();
        var only = new Option<bool>("--document") { Description = "Print the document alone, to be changed and given to 'update'" };
        var command = new Command("show", "Show everything about a policy") { name, only };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            IamPolicy policy = await context.Client.GetPolicyAsync(context.Arguments.GetRequiredValue(name), cancellationToken);
            if (context.Arguments.GetValue(only))
            {
                context.Host.Output.WriteLine(Pretty(policy));
                return;
            }

            context.Results.Write(policy, ResultWriter.Iam.IamPolicy, View);
        });
        return command;
    }

    private static Command Validate(CommandRunner runner)
    {
        Argument<string> file = Document();
        var command = new Command("validate", "Have a document checked without keeping it; exit code 1 if it is not accepted") { file };
        runner.Bind(command, async (context, cancellationToken) =>
        {
            ReadOnlyMemory<byte> document = await ReadAsync(context, context.Arguments.GetRequiredValue(file), cancellationToken);
            PolicyValidation validation = await context.Client.ValidatePolicyAsync(document, cancellationToken);
            context.Results.Write(validation, ResultWriter.Iam.PolicyValidation, static valid => valid.ForeignActions.Count == 0
                ? "The document is accepted"
                : $"The document is accepted; these actions mean nothing on this appliance: {string.Join(", ", valid.ForeignActions)}");
        });
        return command;
    }

    /// <summary>The document byte for byte, without a byte order mark.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(CliContext context, string path, CancellationToken cancellationToken)
    {
        using InputSource source = InputSource.Open(path, context.Host);
        byte[] buffer = new byte[MaxDocument + 1];
        int length = await source.Stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxDocument)
        {
            throw new CliException(ExitCode.Refused, $"'{path}' is no policy document: it has more than {MaxDocument} bytes.");
        }

        int mark = buffer.AsSpan(0, length).StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
        ReadOnlyMemory<byte> document = buffer.AsMemory(mark, length - mark);
        try
        {
            using var parsed = JsonDocument.Parse(document);
            return document;
        }
        catch (JsonException wrong)
        {
            throw new CliException(ExitCode.Refused, $"'{path}' is not JSON, line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1} of it.");
        }
    }
}
