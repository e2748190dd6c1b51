using System.Text;
using Dew.Cli.CommandLine;

namespace Dew.Cli.Files;

/// <summary>Writes a PEM text that is no secret where the user wants it.</summary>
internal static class PemOutput
{
    /// <param name="context">The command.</param>
    /// <param name="pem">The text.</param>
    /// <param name="path">A file; null or - for standard output, where nothing is written under --json.</param>
    /// <param name="force">Whether an existing file may be replaced.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal static async Task WriteAsync(CliContext context, string pem, string? path, bool force, CancellationToken cancellationToken)
    {
        string text = pem.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (path is not null and not InputSource.StandardStream)
        {
            using OutputTarget target = OutputTarget.Create(path, force, isPrivate: false, context);
            await target.Stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
            target.Commit();
        }
        else if (!context.Results.IsJson)
        {
            context.Host.Output.Write(text);
        }
    }
}
