using System.CommandLine;
using System.Net;
using Dew.Core.Ports;
using Dew.Daemon.Hosting;
using Dew.Hsm;
using Dew.SecureMemory;

namespace Dew.Daemon;

/// <summary>The command line of dewd.</summary>
internal static class DaemonCommand
{
    private static readonly Option<string?> s_dev = new("--dev")
    {
        HelpName = "DIR",
        Description = "Run a development appliance whose whole state is in DIR (made if absent, mode 0700). REST is served on DIR/dew.sock.",
    };

    private static readonly Option<string?> s_hsmModule = new("--hsm-module")
    {
        HelpName = "PATH",
        Description = "The PKCS#11 module to use instead of SoftHSM2.",
    };

    private static readonly Option<string?> s_http = new("--http")
    {
        HelpName = "127.0.0.1:PORT",
        Description = "Also serve REST by plain HTTP on the loopback, to requests signed with an access key (DIR/admin.json has one). PORT 0 takes a free one.",
    };

    private static readonly Option<string?> s_config = new("--config")
    {
        HelpName = "FILE",
        Description = "The configuration; without it DIR/dewd.json, if there is one.",
    };

    /// <summary>Network listeners of the design that wait for authentication; refused until then rather than served to anybody.</summary>
    private static readonly Option<string?>[] s_notYet =
    [
        new("--https") { HelpName = "PORT", Description = "Not served yet: needs mutual TLS." },
        new("--frames-tls") { HelpName = "PORT", Description = "Not served yet: needs mutual TLS and the frame protocol." },
    ];

    internal static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("dewd, the daemon of the DEW appliance: keys and envelope encryption on an HSM.") { s_dev, s_hsmModule, s_config, s_http };
        foreach (Option<string?> option in s_notYet)
        {
            root.Add(option);
        }

        root.SetAction(RunAsync);
        ParseResult parsed = root.Parse(args);
        // The host listens to signals; a second listener would cut its stop short.
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
        return parsed.Errors.Count > 0 ? Task.FromResult(RefuseUsage(parsed)) : parsed.InvokeAsync(invocation);
    }

    private static int RefuseUsage(ParseResult parsed)
    {
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
        {
            Console.Error.WriteLine($"dewd: {error.Message}");
        }

        Console.Error.WriteLine("dewd: type dewd --help for what is accepted.");
        return ExitCodes.Usage;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        foreach (Option<string?> option in s_notYet.Where(option => parsed.GetResult(option) is not null))
        {
            await Console.Error.WriteLineAsync(
                $"dewd: {option.Name} is refused: this version cannot authenticate network clients yet, and nothing is served to clients it does not know. Use DIR/dew.sock.");
            return ExitCodes.Usage;
        }

        if (parsed.GetValue(s_dev) is not { Length: > 0 } directory)
        {
            await Console.Error.WriteLineAsync("dewd: say where the appliance keeps its state: dewd --dev DIR");
            return ExitCodes.Usage;
        }

        IPEndPoint? http = null;
        if (parsed.GetValue(s_http) is { } text && !(IPEndPoint.TryParse(text, out http) && IPAddress.IsLoopback(http.Address) && text.Contains(':', StringComparison.Ordinal)))
        {
            await Console.Error.WriteLineAsync($"dewd: --http takes an address of the loopback and a port, such as 127.0.0.1:8080, not '{text}'; networks are served by --https.");
            return ExitCodes.Usage;
        }

        try
        {
            return await DevHost.RunAsync(new DevOptions(directory, parsed.GetValue(s_hsmModule), http, parsed.GetValue(s_config)), cancellation);
        }
        catch (Exception e) when (e is StartException or HsmException or StoreException or SecureMemoryException or IOException)
        {
            await Console.Error.WriteLineAsync($"dewd: {e.Message}");
            return ExitCodes.StartFailed;
        }
    }
}
