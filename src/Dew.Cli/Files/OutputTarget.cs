using Dew.Cli.CommandLine;
using Dew.Cli.Hosting;
using Dew.Client;

namespace Dew.Cli.Files;

/// <summary>Where a command writes: a file that appears only when it is complete, or standard output if it is called -.</summary>
internal sealed class OutputTarget : IDisposable
{
    private readonly AtomicFile? _file;

    private OutputTarget(string name, Stream stream, AtomicFile? file)
    {
        Name = name;
        Stream = stream;
        _file = file;
    }

    internal string Name { get; }

    internal Stream Stream { get; }

    internal bool IsStandardOutput => _file is null;

    /// <param name="name">A path or -.</param>
    /// <param name="force">Whether an existing file may be replaced.</param>
    /// <param name="isPrivate">Whether only the owner may read it.</param>
    /// <param name="context">The command.</param>
    /// <param name="elsewhere">What to add to the command to write elsewhere.</param>
    /// <exception cref="CliException">The file exists already, or --json would mix with the content.</exception>
    internal static OutputTarget Create(string name, bool force, bool isPrivate, CliContext context, string elsewhere = "--output FILE for another name")
    {
        if (name == InputSource.StandardStream)
        {
            return context.Results.IsJson
                ? throw new CliException(ExitCode.Usage, "With --json the result is on standard output, so the content cannot be there too.", "add --output FILE")
                : new OutputTarget(name, context.Host.OutputBytes, null);
        }

        if (!force && File.Exists(name))
        {
            throw new CliException(ExitCode.LocalIo, $"'{name}' exists already and is left as it is.", $"add --force to replace it, or {elsewhere}.");
        }

        AtomicFile file = AtomicFile.Create(name, force, isPrivate);
        return new OutputTarget(name, file.Stream, file);
    }

    /// <summary>Bytes that are no text do not belong on a terminal.</summary>
    internal static void RefuseTerminal(string name, CliHost host)
    {
        if (name == InputSource.StandardStream && host.OutputIsTerminal)
        {
            throw new CliException(ExitCode.Usage, "The output is not text and is not written to a terminal.", "add --output FILE, or > FILE");
        }
    }

    /// <summary>Makes the file durable under its name. Nothing to do on standard output.</summary>
    internal void Commit() => _file?.Commit();

    public void Dispose() => _file?.Dispose();
}
