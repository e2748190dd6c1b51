using System.CommandLine;
using Dew.Cli.CommandLine;
using Dew.Cli.Output;
using Dew.Client;
using Dew.Protocol.Rest;

namespace Dew.Cli.Commands;

/// <summary>dew iam policy attach and detach.</summary>
internal static class IamAttachmentCommands
{
    private delegate Task<IamAttachments> Change(DewClient client, PolicyHolder kind, string holder, string policy, string? project, CancellationToken cancellationToken);

    internal static Command Attach(CommandRunner runner) => Create(
        runner,
        "attach",
        "Give a policy to a group, an agency or a service",
        "The one project it shall hold in [default: all]",
        static (client, kind, holder, policy, project, token) => client.AttachPolicyAsync(kind, holder, policy, project, token));

    internal static Command Detach(CommandRunner runner) => Create(
        runner,
        "detach",
        "Take a policy away from a group, an agency or a service",
        "The project it was given for [default: given for all]",
        static (client, kind, holder, policy, project, token) => client.DetachPolicyAsync(kind, holder, policy, project, token));

    private static Command Create(CommandRunner runner, string verb, string description, string projectDescription, Change change)
    {
        Argument<string> policy = IamArguments.Name("POLICY", "The policy's name, of the system or a custom one");
        Option<string?> group = IamArguments.Holder("--group", "The group, by id or name");
        Option<string?> agency = IamArguments.Holder("--agency", "The agency, by id or name");
        Option<string?> service = IamArguments.Holder("--service", "The service");
        Option<string?> project = IamArguments.Holder("--project", projectDescription);
        var command = new Command(verb, description) { policy, group, agency, service, project };
        IamArguments.RequireOne(command, group, agency, service);
        runner.Bind(command, async (context, cancellationToken) =>
        {
            ParseResult arguments = context.Arguments;
            (PolicyHolder kind, string word, string holder) =
                arguments.GetValue(group) is { } named ? (PolicyHolder.Group, "Group", named)
                : arguments.GetValue(agency) is { } assumed ? (PolicyHolder.Agency, "Agency", assumed)
                : (PolicyHolder.Service, "Service", arguments.GetRequiredValue(service)!);
            IamAttachments left = await change(
                context.Client, kind, holder, arguments.GetRequiredValue(policy), arguments.GetValue(project), cancellationToken);
            context.Results.Write(left, ResultWriter.Iam.IamAttachments, held => held.Policies.Count == 0
                ? $"{word} {holder} has no policies"
                : $"{word} {holder} has {IamWords.Policies(held.Policies)}");
        });
        return command;
    }
}
