using System.CommandLine;
using System.Net;
using Dew.Core.Ports;
using Dew.Daemon.Hosting;
using Dew.Daemon.Tls;
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

    private static readonly Option<string?> s_config = new("--config")
    {
        HelpName = "FILE",
        Description = "The configuration; without it DIR/dewd.json, if there is one.",
    };

    private static readonly Option<string?> s_http = new("--http")
    {
        HelpName = "127.0.0.1:PORT",
        Description = "Also serve REST by plain HTTP on the loopback, to requests signed with an access key (DIR/admin.json has one). PORT 0 takes a free one.",
    };

    private static readonly Option<string?> s_https = new("--https")
    {
        HelpName = "PORT|ADDRESS:PORT",
        Description = "Also serve REST by mutual TLS, on all addresses or on one; PORT 0 takes a free one. Clients find what they need in DIR/tls.",
    };

    /// <summary>A listener of the design that nothing can be served on yet.</summary>
    private static readonly Option<string?> s_framesTls = new("--frames-tls") { HelpName = "PORT", Description = "Not served yet: needs the frame protocol." };

    internal static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("dewd, the daemon of the DEW appliance: keys and envelope encryption on an HSM.")
        {
            s_dev, s_hsmModule, s_config, s_http, s_https, s_framesTls,
        };
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
        DevOptions? options = Read(parsed, out string mistake);
        if (options is null)
        {
            await Console.Error.WriteLineAsync($"dewd: {mistake}");
            return ExitCodes.Usage;
        }

        try
        {
            return await DevHost.RunAsync(options, cancellation);
        }
        catch (Exception e) when (e is StartException or HsmException or StoreException or SecureMemoryException or IOException)
        {
            await Console.Error.WriteLineAsync($"dewd: {e.Message}");
            return ExitCodes.StartFailed;
        }
    }

    private static DevOptions? Read(ParseResult parsed, out string mistake)
    {
        IPEndPoint? http = null;
        TlsEndpoint? https = null;
        mistake = "";
        if (parsed.GetResult(s_framesTls) is not null)
        {
            mistake = "--frames-tls is refused: this version does not speak the frame protocol yet.";
        }
        else if (parsed.GetValue(s_http) is { } httpText && !TryParseLoopback(httpText, out http))
        {
            mistake = $"--http takes an address of the loopback and a port, such as 127.0.0.1:8080, not '{httpText}'; networks are served by --https.";
        }
        else if (parsed.GetValue(s_https) is { } httpsText && (https = TlsEndpoint.Parse(httpsText)) is null)
        {
            mistake = $"--https takes PORT, ADDRESS:PORT or [ADDRESS]:PORT, ports from 0 to 65535, not '{httpsText}'.";
        }
        else if (parsed.GetValue(s_dev) is not { Length: > 0 } directory)
        {
            mistake = "say where the appliance keeps its state: dewd --dev DIR";
        }
        else
        {
            return new DevOptions(directory)
            {
                HsmModule = parsed.GetValue(s_hsmModule),
                ConfigurationFile = parsed.GetValue(s_config),
                Http = http,
                Https = https,
            };
        }

        return null;
    }

    private static bool TryParseLoopback(string text, out IPEndPoint? endpoint) =>
        IPEndPoint.TryParse(text, out endpoint) && IPAddress.IsLoopback(endpoint.Address) && text.Contains(':', StringComparison.Ordinal);
}
