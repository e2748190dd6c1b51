using System.Diagnostics;
using System.Reflection;
using Dew.Daemon.Identity;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Identity;

public sealed class VerificationCostTests : SignatureTest
{
    private const int Rounds = 5000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_verification_allocates_next_to_nothing_and_takes_microseconds(bool isDerived)
    {
        Assert.SkipWhen(
            typeof(RequestView).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled ?? false,
            "costs are measured in optimised code only; build with -c Release");
        RequestView view = View(new SdkSigner(SdkKind.Python, AccessKey, SecretKey) { ProjectId = Project, Scope = isDerived ? ("local-1", "kms") : null }.Request(
            "POST", "127.0.0.1:18080", ListKeys, Time.Now, Body));
        byte[] hash = Convert.FromHexString("5da3e54a11d46caa96965abe7fc12ed01fdd123ee6a07b882e1378970c6b744b");
        Run(view, hash);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan fastest = Enumerable.Range(0, 5).Min(_ => Run(view, hash));
        double bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (5.0 * Rounds);

        TestContext.Current.TestOutputHelper?.WriteLine($"{fastest.TotalMicroseconds / Rounds:0.00} µs, {bytes:0.0} bytes");
        Assert.True(bytes < 8, $"{bytes:0.0} bytes a verification");
        Assert.True(fastest.TotalMicroseconds / Rounds < 100, $"{fastest.TotalMicroseconds / Rounds:0.0} µs a verification");
    }

    private TimeSpan Run(in RequestView view, byte[] hash)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Rounds; i++)
        {
            Assert.True(Verifier.Begin(view).TryGet(out PendingSignature<TestAccessKey> pending, out _) && Verifier.Complete(pending, hash).IsOk);
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
