using System.Text;
using Dew.Cli.Hosting;
using Dew.Client.Tests.Fakes;
using Dew.Testing;
using Xunit;

namespace Dew.Cli.Tests;

/// <summary>Runs commands in this process against a fake appliance, in a folder of the test's own.</summary>
public abstract class CliTest : IAsyncLifetime
{
    private readonly ScratchDirectory _directory = new();
    private readonly Dictionary<string, string> _environment = [];

    private protected FakeAppliance Appliance { get; private set; } = null!;

    /// <summary>What the command reads from standard input.</summary>
    private protected byte[] Input { get; set; } = [];

    /// <summary>Whether the three standard streams are a terminal.</summary>
    private protected bool OnTerminal { get; set; }

    private protected int TerminalWidth { get; set; } = 80;

    private protected string Folder => _directory.Path;

    public async ValueTask InitializeAsync() => Appliance = await FakeAppliance.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Appliance.DisposeAsync();
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string InFolder(string name) => _directory.Combine(name);

    private protected string Write(string name, byte[] content)
    {
        File.WriteAllBytes(InFolder(name), content);
        return InFolder(name);
    }

    private protected void SetVariable(string name, string value) => _environment[name] = value;

    /// <summary>Runs dew with --socket of the fake.</summary>
    private protected Task<CliResult> DewAsync(params string[] arguments) => RunAsync([.. arguments, "--socket", Appliance.SocketPath]);

    /// <summary>Runs dew with exactly these arguments.</summary>
    private protected async Task<CliResult> RunAsync(params string[] arguments)
    {
        using MemoryStream output = new(), error = new();
        using var host = new CliHost
        {
            InputBytes = new MemoryStream(Input),
            OutputBytes = output,
            Output = Text(output),
            Error = Text(error),
            InputIsTerminal = OnTerminal,
            OutputIsTerminal = OnTerminal,
            ErrorIsTerminal = OnTerminal,
            TerminalWidth = () => TerminalWidth,
            Variable = name => _environment.GetValueOrDefault(name),
        };
        int code = await DewCli.RunAsync(arguments, host, TestContext.Current.CancellationToken);
        return new CliResult(code, output.ToArray(), Encoding.UTF8.GetString(error.ToArray()));
    }

    private static StreamWriter Text(Stream stream) => new(stream, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true };
}
