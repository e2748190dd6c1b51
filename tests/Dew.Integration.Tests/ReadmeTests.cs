using System.Diagnostics;
using System.Text.RegularExpressions;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests;

/// <summary>
/// The README's commands, in its order, in a tree that has everything but artifacts of its own. 'make run' serves on a terminal of its own until
/// Ctrl-C, as the text says; what would build or test everything once more is only checked to be a target.
/// </summary>
public sealed partial class ReadmeTests(ITestOutputHelper output)
{
    private static readonly string[] s_onlyCheckedToExist = ["make test", "make publish", "make bench", "make soak"];

    [Fact]
    public void Every_command_works_in_order()
    {
        string[] blocks = [.. ShellBlock().Matches(File.ReadAllText(Path.Combine(RepositoryPaths.Root, "README.md"))).Select(match => match.Groups[1].Value)];
        Assert.Contains("make run\n", blocks);
        using ScratchDirectory tree = MakeTree();
        using Process serving = MakeRun(tree.Path);
        string script = string.Join('\n', blocks.SelectMany(block => block.Split('\n')).Where(line => line != "make run").Select(Replace));
        ProgramResult session = Programs.Run("bash", ["-euo", "pipefail", "-x", "-c", script], workingDirectory: tree.Path, limit: TimeSpan.FromMinutes(2));
        output.WriteLine(session.ToString());

        Assert.True(session.ExitCode == 0, session.ToString());
        Assert.Equal(0, PressCtrlC(serving));
    }

    [Fact]
    public void The_folders_it_points_to_exist()
    {
        string text = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "README.md"));
        Assert.All(
            ReadmePath().Matches(text).Select(match => match.Groups[1].Value),
            path => Assert.True(File.Exists(Path.Combine(RepositoryPaths.Root, path)), $"README.md names {path}, which is not there"));
    }

    [Fact]
    public void Make_alone_lists_the_targets()
    {
        string list = Programs.Run("make", ["--no-print-directory"], workingDirectory: RepositoryPaths.Root).Checked().Text;
        Assert.All((string[])["run", "test", "publish", "bench", "fmt"], target => Assert.Contains($"make {target} ", list, StringComparison.Ordinal));
    }

    private static string Replace(string line) => s_onlyCheckedToExist.Contains(line) ? line.Replace("make", "make -n", StringComparison.Ordinal) + " >/dev/null" : line;

    /// <summary>The work tree by links, with the published binaries, and without the state of anybody's own appliance.</summary>
    private static ScratchDirectory MakeTree()
    {
        ScratchDirectory tree = new("dew-r-");
        foreach (string entry in Directory.EnumerateFileSystemEntries(RepositoryPaths.Root))
        {
            if (Path.GetFileName(entry) is not ("artifacts" or ".git"))
            {
                File.CreateSymbolicLink(tree.Combine(Path.GetFileName(entry)), entry);
            }
        }
        Directory.CreateDirectory(tree.Combine("artifacts"));
        File.CreateSymbolicLink(tree.Combine("artifacts/bin"), RepositoryPaths.NativeBinaries);
        return tree;
    }

    /// <summary>Starts the main job on a pseudo terminal and returns when it serves.</summary>
    private static Process MakeRun(string tree)
    {
        Process process = new() { StartInfo = new ProcessStartInfo("script") { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = tree } };
        foreach (string argument in (string[])["-qefc", "make -o publish run", "/dev/null"])
        {
            process.StartInfo.ArgumentList.Add(argument);
        }
        List<string> said = [];
        TaskCompletionSource serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, e) =>
        {
            lock (said)
            {
                said.Add(e.Data ?? "");
            }
            if (e.Data is null || e.Data.Contains("dew --help", StringComparison.Ordinal))
            {
                serving.TrySetResult();
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        bool came = serving.Task.Wait(TimeSpan.FromMinutes(3));
        lock (said)
        {
            string all = string.Join('\n', said);
            Assert.True(came && all.Contains("Serving until Ctrl-C", StringComparison.Ordinal), "the main job did not come to serve:\n" + all);
        }
        return process;
    }

    private static int PressCtrlC(Process process)
    {
        process.StandardInput.Write('\x03');
        process.StandardInput.Flush();
        if (!process.WaitForExit(TimeSpan.FromSeconds(30)))
        {
            process.Kill(entireProcessTree: true);
            return -1;
        }
        return process.ExitCode;
    }

    [GeneratedRegex("^```sh\\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("`([A-Za-z0-9/.]*README\\.md)`")]
    private static partial Regex ReadmePath();
}
