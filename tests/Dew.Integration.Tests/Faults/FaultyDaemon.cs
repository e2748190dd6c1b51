using System.Diagnostics;
using System.Text.Json.Nodes;
using Dew.Testing;

namespace Dew.Integration.Tests.Faults;

/// <summary>A daemon whose HSM fails on command, with a key of each kind and something to decrypt.</summary>
internal sealed class FaultyDaemon : IDisposable
{
    /// <summary>A request's own deadline in the daemon, and what two busy cores may add.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    internal static readonly TimeSpan Patience = Deadline + TimeSpan.FromSeconds(3);

    /// <summary>How soon service must be back by itself.</summary>
    internal static readonly TimeSpan Recovery = TimeSpan.FromSeconds(20);

    private static readonly int[] s_retryable = [429, 500, 502, 503, 504];

    private readonly ScratchDirectory _directory = new();

    internal FaultyDaemon(Action<Pkcs11ShimControl>? before = null)
    {
        Control = new Pkcs11ShimControl(_directory.Combine("control"));
        Directory.CreateDirectory(StateDirectory);
        File.SetUnixFileMode(StateDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        before?.Invoke(Control);
        Daemon = Start();
        using DewApi api = Connect();
        AesKey = api.CreateKey("faulty-aes");
        SigningKey = api.CreateKey("faulty-ec", "EC_P256");
        Ciphertext = (string)api.Call("encrypt-data", ("key_id", AesKey), ("plain_text", "before the fault"))["cipher_text"]!;
    }

    internal static string? WhyImpossible => Pkcs11Modules.SoftHsm is null ? "SoftHSM2 is not installed" : null;

    internal Pkcs11ShimControl Control { get; }

    internal DewdProcess Daemon { get; private set; }

    internal string AesKey { get; }

    internal string SigningKey { get; }

    internal string Ciphertext { get; }

    private string StateDirectory => _directory.Combine("s");

    internal DewApi Connect() => new(StateDirectory, TimeSpan.FromSeconds(30));

    internal void StartAgain()
    {
        Daemon.Dispose();
        Daemon = Start();
    }

    /// <summary>One request of a kind that needs the HSM.</summary>
    internal HttpAnswer Ask(DewApi api, int kind) => (kind % 5) switch
    {
        0 => api.Post("create-datakey", ("key_id", AesKey)),
        1 => api.Post("encrypt-data", ("key_id", AesKey), ("plain_text", "text")),
        2 => api.Post("decrypt-data", ("cipher_text", Ciphertext)),
        3 => api.Post("sign", ("key_id", SigningKey), ("message", "AAAA"), ("signing_algorithm", "ECDSA_SHA_256"), ("message_type", "RAW")),
        _ => api.Post("gen-random", ("random_data_length", "256")),
    };

    /// <summary>Asks, and complains unless the answer came in time and is either right or a clear error worth another try.</summary>
    internal HttpAnswer AskStrictly(DewApi api, int kind)
    {
        long begun = Stopwatch.GetTimestamp();
        HttpAnswer answer = Ask(api, kind);
        TimeSpan took = Stopwatch.GetElapsedTime(begun);
        if (took > Patience)
        {
            throw new InvalidOperationException($"request of kind {kind} took {took}: {answer}");
        }
        if (answer.Status != 200)
        {
            if (!s_retryable.Contains(answer.Status) || answer.ErrorCode is null || string.IsNullOrEmpty(answer.ErrorMessage))
            {
                throw new InvalidOperationException($"not a clear retryable error: {answer}");
            }
        }
        else if (kind % 5 == 2 && (string?)answer.Json["plain_text"] != "before the fault")
        {
            throw new InvalidOperationException($"wrong plaintext: {answer}");
        }
        return answer;
    }

    /// <summary>Waits until every kind of request is answered well again.</summary>
    internal TimeSpan WaitForService()
    {
        using DewApi api = Connect();
        long begun = Stopwatch.GetTimestamp();
        while (true)
        {
            HttpAnswer[] answers = [.. Enumerable.Range(0, 5).Select(kind => AskStrictly(api, kind))];
            TimeSpan took = Stopwatch.GetElapsedTime(begun);
            if (answers.All(answer => answer.Status == 200))
            {
                return took;
            }
            if (took > Recovery)
            {
                throw new InvalidOperationException(
                    $"no service {took} after the fault: {string.Join("; ", answers.Select(a => a.ToString()))}\n{Daemon.StandardError}");
            }
        }
    }

    /// <summary>Runs several clients at once for some time, and returns what they were answered.</summary>
    internal List<HttpAnswer> Load(int clients, TimeSpan duration, Action? meanwhile = null)
    {
        List<HttpAnswer> answers = [];
        Exception? wrong = null;
        long begun = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, clients).Select(client => new Thread(() =>
        {
            try
            {
                using DewApi api = Connect();
                for (int i = client; Stopwatch.GetElapsedTime(begun) < duration; i++)
                {
                    HttpAnswer answer = AskStrictly(api, i);
                    lock (answers)
                    {
                        answers.Add(answer);
                    }
                }
            }
            catch (Exception e)
            {
                wrong = e;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        meanwhile?.Invoke();
        Array.ForEach(threads, thread => thread.Join());
        return wrong is null ? answers : throw new InvalidOperationException($"{wrong.Message}\n{Daemon.StandardError}", wrong);
    }

    internal bool IsDegraded()
    {
        using DewApi api = Connect();
        JsonNode state = api.Get("/appliance/v1/state").Json;
        return state["degraded"] is JsonArray list ? list.Count > 0 : (bool?)state["degraded"] ?? false;
    }

    public void Dispose()
    {
        Control.Reset();
        Daemon.Dispose();
        Control.Dispose();
        _directory.Dispose();
    }

    private DewdProcess Start() => DewdProcess.Start(
        StateDirectory,
        new DewdOptions { HsmModule = RepositoryPaths.Pkcs11Shim, Environment = Control.Environment(Pkcs11Modules.SoftHsm!) });
}
