using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Dew.Storage.Tests;

/// <summary>The test program, which is also the child process that tests kill or starve of disk space.</summary>
internal static class Program
{
    internal static async Task<int> Main(string[] args) => args switch
    {
        ["--child", .. string[] command] => Child.Run(command),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };
}
