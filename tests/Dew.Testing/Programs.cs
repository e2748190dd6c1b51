using System.Diagnostics;

namespace Dew.Testing;

/// <summary>Runs other programs to their end.</summary>
public static class Programs
{
    private static readonly TimeSpan s_defaultLimit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program without a shell and without standard input (or with the one given).</summary>
    /// <exception cref="TimeoutException">It did not end in time; it has been killed.</exception>
    public static ProgramResult Run(
        string program,
        IEnumerable<string> arguments,
        byte[]? input = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null,
        TimeSpan? limit = null)
    {
        using Process process = new() { StartInfo = Describe(program, arguments, environment, workingDirectory) };
        process.Start();
        using MemoryStream output = new();
        Task reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task writing = Feed(process, input);
        if (!process.WaitForExit(limit ?? s_defaultLimit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            throw new TimeoutException($"$ {CommandLine(process)}\ndid not end within {limit ?? s_defaultLimit}");
        }
        Task.WaitAll(reading, errors, writing);
        return new ProgramResult(CommandLine(process), process.ExitCode, output.ToArray(), errors.Result);
    }

    internal static ProcessStartInfo Describe(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment, string? workingDirectory)
    {
        ProcessStartInfo info = new(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (string argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            info.Environment[name] = value;
        }
        return info;
    }

    private static string CommandLine(Process process) => $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}";

    private static async Task Feed(Process process, byte[]? input)
    {
        try
        {
            if (input is not null)
            {
                await process.StandardInput.BaseStream.WriteAsync(input);
            }
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all; what it answered tells.
        }
    }
}
