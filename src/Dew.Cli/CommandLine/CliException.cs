namespace Dew.Cli.CommandLine;

/// <summary>A command cannot go on, and this is what to tell the user.</summary>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
/// <param name="message">What is wrong.</param>
/// <param name="advice">What to type or do next; null if there is nothing to say.</param>
internal sealed class CliException(int exitCode, string message, string? advice = null) : Exception(message)
{
    internal int ExitCode { get; } = exitCode;

    internal string? Advice { get; } = advice;
}
