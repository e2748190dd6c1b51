using System.Text;

namespace Dew.Testing;

/// <summary>What a program that has ended left behind.</summary>
/// <param name="CommandLine">For messages.</param>
/// <param name="ExitCode">128 + signal when a signal ended it.</param>
/// <param name="Output">Its standard output, byte for byte.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ProgramResult(string CommandLine, int ExitCode, byte[] Output, string Error)
{
    /// <summary>The standard output as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Output);

    /// <summary>This result, or an exception that shows everything when the exit code is not 0.</summary>
    public ProgramResult Checked() => ExitCode == 0 ? this : throw new InvalidOperationException(ToString());

    /// <inheritdoc/>
    public override string ToString() => $"$ {CommandLine}\nexit code {ExitCode}\n{Text}\n{Error}";
}
