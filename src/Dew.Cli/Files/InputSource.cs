using Dew.Cli.CommandLine;
using Dew.Cli.Hosting;

namespace Dew.Cli.Files;

/// <summary>What a command reads: a file, or standard input if it is called -.</summary>
internal sealed class InputSource : IDisposable
{
    internal const string StandardStream = "-";

    private InputSource(Stream stream, string name, long? length)
    {
        Stream = stream;
        Name = name;
        Length = length;
    }

    internal Stream Stream { get; }

    /// <summary>As the user named it.</summary>
    internal string Name { get; }

    /// <summary>Bytes, or null if that shows only at the end.</summary>
    internal long? Length { get; }

    /// <exception cref="CliException">There is no such file, or it cannot be read.</exception>
    internal static InputSource Open(string name, CliHost host)
    {
        if (name == StandardStream)
        {
            return new InputSource(host.InputBytes, name, null);
        }

        if (Directory.Exists(name))
        {
            throw new CliException(ExitCode.LocalIo, $"'{name}' is a directory.", $"pack it first: tar -c '{name}' | dew encrypt - --key KEY --output '{name.TrimEnd('/')}.tar.dew'");
        }

        if (!File.Exists(name))
        {
            throw new CliException(ExitCode.LocalIo, $"There is no file '{name}'.");
        }

        var stream = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return new InputSource(stream, name, stream.CanSeek ? stream.Length : null);
    }

    public void Dispose()
    {
        if (Name != StandardStream)
        {
            Stream.Dispose();
        }
    }
}
