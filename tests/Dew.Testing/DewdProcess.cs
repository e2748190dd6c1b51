using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Dew.Testing;

/// <summary>The native daemon as a process of its own, on a state directory of the test's.</summary>
public sealed partial class DewdProcess : IDisposable
{
    private const int SigTerm = 15;
    private const int SigKill = 9;

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DewdProcess(string directory, DewdOptions options)
    {
        StateDirectory = directory;
        List<string> line = [.. options.Launcher, BinaryPath, .. CommandLine(directory, options)];
        _process = new Process { StartInfo = Programs.Describe(line[0], line[1..], options.Environment, null) };
        _process.OutputDataReceived += (_, e) => OnOutput(e.Data);
        _process.ErrorDataReceived += (_, e) => Append(_error, e.Data);
    }

    /// <summary>Where <c>make publish</c> puts the daemon.</summary>
    public static string BinaryPath => Path.Combine(RepositoryPaths.NativeBinaries, "dewd");

    /// <summary>Why no native daemon can be started, or null.</summary>
    public static string? WhyMissing => File.Exists(BinaryPath) ? null : "artifacts/bin/dewd is missing: run make publish";

    /// <summary>The directory that holds its whole state.</summary>
    public string StateDirectory { get; }

    /// <summary>The REST socket.</summary>
    public string SocketPath => Path.Combine(StateDirectory, "dew.sock");

    /// <summary>Where it serves plain HTTP; only with <c>--http</c>.</summary>
    public IPEndPoint HttpEndPoint => IPEndPoint.Parse(ReadyWord("http"));

    /// <summary>Process id.</summary>
    public int Pid => _process.Id;

    /// <summary>From the start of the process to its READY line.</summary>
    public TimeSpan TimeToReady { get; private set; }

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it has written to standard error so far.</summary>
    public string StandardError
    {
        get
        {
            lock (_error)
            {
                return _error.ToString();
            }
        }
    }

    /// <summary>What it has written to standard output so far.</summary>
    public string StandardOutput
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the daemon and waits for READY.</summary>
    /// <exception cref="InvalidOperationException">It ended, or READY did not come in time; the message holds what it said.</exception>
    public static DewdProcess Start(string directory, DewdOptions? options = null)
    {
        options ??= new DewdOptions();
        DewdProcess daemon = new(directory, options);
        try
        {
            daemon.WaitForReady(options.ReadyWithin);
            return daemon;
        }
        catch
        {
            daemon.Dispose();
            throw;
        }
    }

    /// <summary>Starts the daemon and kills it after a while, whatever it is at then.</summary>
    public static void StartAndKill(string directory, TimeSpan after, DewdOptions? options = null)
    {
        using DewdProcess daemon = new(directory, options ?? new DewdOptions());
        daemon._process.Start();
        daemon._process.WaitForExit(after);
        daemon.Kill();
    }

    /// <summary>Starts the daemon where it should refuse to, and returns how it ended.</summary>
    public static ProgramResult RunToEnd(string directory, DewdOptions? options = null, TimeSpan? limit = null)
    {
        options ??= new DewdOptions();
        return Programs.Run(BinaryPath, CommandLine(directory, options), environment: options.Environment, limit: limit ?? TimeSpan.FromSeconds(20));
    }

    /// <summary>Ends it at once (SIGKILL), as a power cut would.</summary>
    public void Kill()
    {
        Signal(SigKill);
        _process.WaitForExit();
    }

    /// <summary>Asks it to stop (SIGTERM) and returns its exit code.</summary>
    /// <exception cref="TimeoutException">It did not stop in time; it has been killed.</exception>
    public int Stop(TimeSpan? limit = null)
    {
        Signal(SigTerm);
        if (!_process.WaitForExit(limit ?? TimeSpan.FromSeconds(20)))
        {
            Kill();
            throw new TimeoutException($"dewd did not stop on SIGTERM within {limit ?? TimeSpan.FromSeconds(20)}\n{StandardError}");
        }
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>A line of /proc/PID/status, such as VmRSS in kB, without its unit.</summary>
    public string ProcStatus(string field) => File.ReadLines($"/proc/{Pid}/status")
        .First(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..].Replace("kB", "", StringComparison.Ordinal).Trim();

    /// <summary>A value of the READY line.</summary>
    public string ReadyWord(string name) => StandardOutput.Split('\n').First(static line => line.StartsWith("READY", StringComparison.Ordinal))
        .Split(' ').FirstOrDefault(word => word.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..].TrimEnd()
        ?? throw new InvalidOperationException($"the READY line has no {name}: {StandardOutput}");

    /// <summary>Kills it if it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }
        _process.Dispose();
    }

    private static List<string> CommandLine(string directory, DewdOptions options)
    {
        List<string> arguments = ["--dev", directory];
        if (options.HsmModule is not null)
        {
            arguments.AddRange(["--hsm-module", options.HsmModule]);
        }
        arguments.AddRange(options.Arguments);
        return arguments;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);

    private void Signal(int signal)
    {
        if (!_process.HasExited)
        {
            _ = SendSignal(_process.Id, signal);
        }
    }

    private void WaitForReady(TimeSpan limit)
    {
        long begun = Stopwatch.GetTimestamp();
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Task ended = _process.WaitForExitAsync();
        int first = Task.WaitAny([_ready.Task, ended], limit);
        TimeToReady = Stopwatch.GetElapsedTime(begun);
        if (first != 0 && !_ready.Task.IsCompleted)
        {
            string how = _process.HasExited ? $"ended with exit code {_process.ExitCode} before READY" : $"was not READY within {limit}";
            throw new InvalidOperationException($"dewd {how}\n{StandardOutput}\n{StandardError}");
        }
    }

    private void OnOutput(string? line)
    {
        Append(_output, line);
        if (line is not null && line.StartsWith("READY", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }
}
