using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Kms;

/// <summary>Warm operations allocate nothing on the managed heap, also when they wait for the HSM (design, section 8).</summary>
public sealed class AllocationTests : KmsTest
{
    private const int WarmUp = 1_000;
    private const int Rounds = 10_000;

    private readonly byte[] _message = Bytes(32);
    private byte[] _input = [];
    private Guid _keyId;

    public static TheoryData<string> Operations() =>
        ["random", "create-datakey", "encrypt-datakey", "decrypt-datakey", "encrypt-data", "decrypt-data", "sign RSA", "sign ECDSA", "generate-mac", "verify-mac"];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_warm_operation_that_waits_allocates_nothing(string operation)
    {
        Assert.SkipWhen(
            typeof(CryptoService).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled ?? false,
            "allocations are counted in optimised code only; build with -c Release");
        Func<ValueTask<bool>> run = await PrepareAsync(operation);
        Provider.IsHollow = true;
        Provider.IsSuspending = true;
        await RepeatAsync(run, WarmUp);

        long allocated = await RepeatAsync(run, Rounds);

        Assert.True(allocated < Rounds, $"{allocated / (double)Rounds:0.0} bytes an operation");
    }

    private async Task<long> RepeatAsync(Func<ValueTask<bool>> run, int rounds)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < rounds; i++)
        {
            ValueTask<bool> operation = run();
            Assert.False(operation.IsCompleted);
            Provider.LastSlot!.Complete();
            Assert.True(await operation);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private async Task<Func<ValueTask<bool>>> PrepareAsync(string operation)
    {
        _keyId = await CreateIdAsync(operation switch
        {
            "sign RSA" => KeySpec.Rsa2048,
            "sign ECDSA" => KeySpec.EcP256,
            "generate-mac" or "verify-mac" => KeySpec.Hmac256,
            _ => KeySpec.Aes256,
        });
        _input = operation switch
        {
            "decrypt-datakey" => (await Crypto.EncryptDataKeyAsync(_keyId, _message, NoAad)).Take(),
            "decrypt-data" => await EncryptAsync(_keyId, _message),
            "verify-mac" => new byte[32],
            _ => [],
        };
        return operation switch
        {
            "random" => () => EndsAsync(Crypto.GenerateRandomAsync(256)),
            "create-datakey" => () => EndsAsync(Crypto.CreateDataKeyAsync(_keyId, 256, NoAad)),
            "encrypt-datakey" => () => EndsAsync(Crypto.EncryptDataKeyAsync(_keyId, _message, NoAad)),
            "decrypt-datakey" => () => EndsAsync(Crypto.DecryptDataKeyAsync(_keyId, _input, 32, NoAad)),
            "encrypt-data" => () => EndsAsync(Crypto.EncryptAsync(_keyId, _message, EncryptionAlgorithm.SymmetricDefault, NoAad)),
            "decrypt-data" => () => EndsAsync(Crypto.DecryptAsync(null, _input, EncryptionAlgorithm.SymmetricDefault, NoAad)),
            "sign RSA" => () => EndsAsync(Crypto.SignAsync(_keyId, _message, isDigest: true, SigningAlgorithm.RsaPssSha256)),
            "sign ECDSA" => () => EndsAsync(Crypto.SignAsync(_keyId, _message, isDigest: false, SigningAlgorithm.EcdsaSha256)),
            "generate-mac" => () => EndsAsync(Crypto.GenerateMacAsync(_keyId, _message, HashName.Sha256)),
            "verify-mac" => () => IsOkAsync(Crypto.VerifyMacAsync(_keyId, _message, _input, HashName.Sha256)),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
        };
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> EndsAsync<T>(ValueTask<Outcome<T>> operation)
        where T : struct, IDisposable
    {
        if (!(await operation).TryGet(out T value, out _))
        {
            return false;
        }

        value.Dispose();
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> IsOkAsync(ValueTask<Outcome<bool>> operation) => (await operation).TryGet(out bool valid, out _) && valid;
}
