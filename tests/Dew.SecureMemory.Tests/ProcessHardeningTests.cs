using Xunit;

namespace Dew.SecureMemory.Tests;

public sealed class ProcessHardeningTests
{
    [Theory]
    [InlineData("forbidden=True")]
    [InlineData("dumpable=0")]
    [InlineData("core=0/0")]
    [InlineData("agrees=True")]
    public void A_hardened_process_says(string line)
    {
        (int exitCode, string output, string errors) = Child.Start([], Child.Harden);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains(line, output.Split('\n'));
    }
}
