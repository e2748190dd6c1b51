using System.CommandLine;
using Dew.Cli.Hosting;
using Dew.Cli.Output;
using Dew.Client;

namespace Dew.Cli.CommandLine;

/// <summary>What a running command works with.</summary>
internal sealed class CliContext : IDisposable
{
    private readonly Lazy<DewClient> _client;

    internal CliContext(CliHost host, ParseResult arguments, SocketLocation socket, bool json)
    {
        Host = host;
        Arguments = arguments;
        Socket = socket;
        Results = new ResultWriter(host, json);
        _client = new Lazy<DewClient>(() => NewClient(socket));
    }

    internal CliHost Host { get; }

    internal ParseResult Arguments { get; }

    internal SocketLocation Socket { get; }

    internal ResultWriter Results { get; }

    /// <summary>The appliance; nothing is connected before the first call.</summary>
    internal DewClient Client => _client.Value;

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    /// <summary>The id of a key that the user named by UUID or alias.</summary>
    /// <exception cref="CliException">No key has this alias.</exception>
    internal async Task<string> KeyIdAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Length == 0)
        {
            throw new CliException(ExitCode.Usage, "The name of the key is empty.", "dew key list");
        }

        return await Client.FindKeyIdAsync(name, cancellationToken)
            ?? throw new CliException(ExitCode.Refused, $"No key has the alias '{name}'.", "dew key list");
    }

    private static DewClient NewClient(SocketLocation socket)
    {
        try
        {
            return new DewClient(socket.Path);
        }
        catch (ArgumentException notASocketPath)
        {
            throw new CliException(ExitCode.Usage, $"The socket path {socket.Origin} cannot be used: {notASocketPath.Message}", "dew --help");
        }
    }
}
