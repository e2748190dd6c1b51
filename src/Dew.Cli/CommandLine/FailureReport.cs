using System.Text.Json;
using Dew.Cli.Output;
using Dew.Client;
using Dew.Client.Envelope;

namespace Dew.Cli.CommandLine;

/// <summary>A failure as the user sees it.</summary>
/// <param name="ExitCode">One of <see cref="Cli.ExitCode"/>.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Advice">What to type or do next, or null.</param>
/// <param name="Code">The appliance's error code, or empty.</param>
/// <param name="RequestId">The appliance's name of the request, or empty.</param>
internal sealed record FailureReport(int ExitCode, string Message, string? Advice, string Code = "", string RequestId = "")
{
    internal static FailureReport Of(Exception failure, SocketLocation socket) => failure switch
    {
        CliException own => new FailureReport(own.ExitCode, own.Message, own.Advice),
        DewException { Failure: DewFailure.Unreachable } unreachable => new FailureReport(
            Cli.ExitCode.Unreachable, $"{unreachable.Message} The path is {socket.Origin}.", NextStep.ToReachTheAppliance(unreachable)),
        DewException { Code: "KMS.2201" or "KMS.2203" } damaged => new FailureReport(
            Cli.ExitCode.NotAuthentic, damaged.Message, NextStep.After(damaged), damaged.Code, damaged.RequestId),
        DewException refused => new FailureReport(
            Cli.ExitCode.Refused, refused.Message, NextStep.After(refused), refused.Code, refused.RequestId),
        EnvelopeException { Failure: EnvelopeFailure.TooLarge } large => new FailureReport(Cli.ExitCode.LocalIo, large.Message, null),
        EnvelopeException damaged => new FailureReport(Cli.ExitCode.NotAuthentic, damaged.Message, null),
        IOException or UnauthorizedAccessException => new FailureReport(Cli.ExitCode.LocalIo, failure.Message, null),
        _ => new FailureReport(Cli.ExitCode.Fault, $"This is a fault of dew itself; please report it. {failure}", null),
    };

    internal void Write(TextWriter error, bool json)
    {
        if (json)
        {
            var body = new FailureJson
            {
                Error = new FailureJsonBody { ErrorCode = Code, ErrorMessage = Message, RequestId = RequestId, Advice = Advice ?? "", ExitCode = ExitCode },
            };
            error.WriteLine(JsonSerializer.Serialize(body, CliJson.Indented.FailureJson));
            return;
        }

        error.WriteLine(Code.Length == 0 ? $"dew: {Message}" : $"dew: {Message} ({Code}{(RequestId.Length == 0 ? "" : $", request {RequestId}")})");
        if (Advice is not null)
        {
            error.WriteLine($"  Next: {Advice}");
        }
    }
}
