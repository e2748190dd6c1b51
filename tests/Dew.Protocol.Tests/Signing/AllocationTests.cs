using System.Diagnostics;
using System.Reflection;
using Dew.Protocol.Signing;
using Xunit;

namespace Dew.Protocol.Tests.Signing;

public sealed class AllocationTests
{
    private const string Authorization = $"SDK-HMAC-SHA256 Access={CheckVector.AccessKey}, SignedHeaders={CheckVector.SignedHeaders}, Signature={CheckVector.Signature}";

    [Fact]
    public void What_a_verification_computes_allocates_nothing()
    {
        Assert.SkipWhen(
            typeof(CanonicalRequest).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled ?? false,
            "allocations are counted in optimised code only; build with -c Release");
        Assert.True(CredentialScope.TryParse(CheckVector.Scope.AsMemory(), out CredentialScope scope));
        Run(scope, 2000);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Run(scope, 10_000);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000, $"{(GC.GetAllocatedBytesForCurrentThread() - before) / 10_000.0} bytes");
    }

    private static void Run(CredentialScope scope, int rounds)
    {
        Span<byte> hash = stackalloc byte[32];
        Span<byte> signature = stackalloc byte[32];
        for (int i = 0; i < rounds; i++)
        {
            AuthorizationHeader.TryParse(Authorization, out AuthorizationHeader header);
            SignedHeaderList.IsValid(header.SignedHeaders.Span);
            CheckVector.HashCanonical(hash);
            RequestSignature.Compute(CheckVector.SecretKey, CheckVector.Date, hash, signature);
            RequestSignature.ComputeDerived(CheckVector.SecretKey, CheckVector.AccessKey, scope, CheckVector.Date, hash, signature);
        }
    }
}
