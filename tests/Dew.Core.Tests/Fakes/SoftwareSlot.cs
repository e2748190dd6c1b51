using System.Security.Cryptography;
using System.Threading.Tasks.Sources;
using Dew.Core.Ports;

namespace Dew.Core.Tests.Fakes;

/// <summary>A slot that is strict about its contract: nothing is touched after its return, and no buffer is read after a timeout.</summary>
internal sealed class SoftwareSlot(SoftwareProvider provider) : CryptoSlot, IValueTaskSource<Status>
{
    private readonly byte[] _input = new byte[BufferSize];
    private readonly byte[] _output = new byte[BufferSize];
    private readonly byte[] _additionalData = new byte[AdditionalDataSize];
    private ManualResetValueTaskSourceCore<Status> _source;
    private bool _rented;
    private bool _lost;
    private int _outputLength;
    private ulong _nonce;

    public override Span<byte> InputBuffer => Usable(_input);

    public override Span<byte> AdditionalDataBuffer => Usable(_additionalData);

    public override ReadOnlySpan<byte> Output => Usable(_output).AsSpan(0, _outputLength);

    /// <summary>What stands in the buffers, whoever holds the slot.</summary>
    internal bool IsZero =>
        !_input.AsSpan().ContainsAnyExcept((byte)0) && !_output.AsSpan().ContainsAnyExcept((byte)0) && !_additionalData.AsSpan().ContainsAnyExcept((byte)0);

    public override ValueTask<Status> RunAsync(CryptoOperation operation, KeyHandle? key)
    {
        _ = InputBuffer;
        provider.Runs++;
        if (key is not null)
        {
            ((SoftwareKeyHandle)key).Uses++;
        }

        Status status = provider.NextAnswer();
        if (status == Status.Ok)
        {
            status = provider.IsHollow ? Pretend(operation) : Run(operation, key);
        }

        _lost = status == Status.HsmTimeout;
        if (status != Status.Ok)
        {
            _outputLength = 0;
        }

        if (!provider.IsSuspending)
        {
            return new(status);
        }

        _source.Reset();
        Pending = status;
        return new ValueTask<Status>(this, _source.Version);
    }

    /// <summary>The result of a suspended operation.</summary>
    internal Status Pending { get; private set; }

    /// <summary>Ends a suspended operation; what waits for it runs on this thread.</summary>
    internal void Complete() => _source.SetResult(Pending);

    internal void MarkRented() => _rented = true;

    protected override void Return()
    {
        if (!_rented)
        {
            throw new InvalidOperationException("A slot is returned twice.");
        }

        _rented = false;
        _lost = false;
        _outputLength = 0;
        InputLength = 0;
        RandomLength = 0;
        AdditionalDataLength = 0;
        Hash = HashName.Unset;
        _input.AsSpan().Clear();
        _output.AsSpan().Clear();
        _additionalData.AsSpan().Clear();
        provider.TakeBack(this);
    }

    Status IValueTaskSource<Status>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Status>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<Status>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags & ~ValueTaskSourceOnCompletedFlags.UseSchedulingContext);

    private byte[] Usable(byte[] buffer)
    {
        ObjectDisposedException.ThrowIf(!_rented, this);
        return _lost ? throw new InvalidOperationException("A buffer is read after a timeout.") : buffer;
    }

    private Status Run(CryptoOperation operation, KeyHandle? key)
    {
        ReadOnlySpan<byte> material = key is null ? default : key.Version.WrappedMaterial.Span;
        try
        {
            _outputLength = operation switch
            {
                CryptoOperation.Random => Random(),
                CryptoOperation.Seal => Seal(material),
                CryptoOperation.SealRandom => SealRandom(material),
                CryptoOperation.Open => Open(material),
                CryptoOperation.DecryptOaepSha256 => UseRsa(material, rsa => rsa.Decrypt(Input, _output, RSAEncryptionPadding.OaepSHA256)),
                CryptoOperation.SignPkcs1 => UseRsa(material, rsa => rsa.SignHash(Input, _output, HashAlgorithm, RSASignaturePadding.Pkcs1)),
                CryptoOperation.SignPss => UseRsa(material, rsa => rsa.SignHash(Input, _output, HashAlgorithm, RSASignaturePadding.Pss)),
                CryptoOperation.SignEcdsa => SignEcdsa(material),
                CryptoOperation.Mac => Mac(material),
                _ => throw new InvalidOperationException($"There is no operation {operation}."),
            };
            return Status.Ok;
        }
        catch (CryptographicException) when (operation is CryptoOperation.Open or CryptoOperation.DecryptOaepSha256)
        {
            return Status.CiphertextInvalid;
        }
    }

    private Status Pretend(CryptoOperation operation)
    {
        _outputLength = operation switch
        {
            CryptoOperation.Seal or CryptoOperation.SealRandom => InputLength + NonceSize + TagSize,
            CryptoOperation.Open => InputLength - NonceSize - TagSize,
            CryptoOperation.Random => InputLength,
            CryptoOperation.Mac => 32,
            CryptoOperation.SignEcdsa => 64,
            _ => 256,
        };
        return Status.Ok;
    }

    private HashAlgorithmName HashAlgorithm => new(Hash.ToString().ToUpperInvariant());

    private int Random()
    {
        RandomNumberGenerator.Fill(_output.AsSpan(0, InputLength));
        return InputLength;
    }

    private int SealRandom(ReadOnlySpan<byte> material)
    {
        RandomNumberGenerator.Fill(_input.AsSpan(0, RandomLength));
        return Seal(material);
    }

    private int Seal(ReadOnlySpan<byte> material)
    {
        Span<byte> nonce = _output.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        BitConverter.TryWriteBytes(nonce, _nonce++);
        using var gcm = new AesGcm(material, TagSize);
        gcm.Encrypt(
            nonce,
            _input.AsSpan(0, InputLength),
            _output.AsSpan(NonceSize + TagSize, InputLength),
            _output.AsSpan(NonceSize, TagSize),
            _additionalData.AsSpan(0, AdditionalDataLength));
        return NonceSize + TagSize + InputLength;
    }

    private int Open(ReadOnlySpan<byte> material)
    {
        int length = InputLength - NonceSize - TagSize;
        ReadOnlySpan<byte> input = _input.AsSpan(0, InputLength);
        using var gcm = new AesGcm(material, TagSize);
        gcm.Decrypt(
            input[..NonceSize],
            input[(NonceSize + TagSize)..],
            input.Slice(NonceSize, TagSize),
            _output.AsSpan(0, length),
            _additionalData.AsSpan(0, AdditionalDataLength));
        return length;
    }

    private int SignEcdsa(ReadOnlySpan<byte> material)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(material, out _);
        return ecdsa.SignHash(Input, _output, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private int Mac(ReadOnlySpan<byte> material) => Hash switch
    {
        HashName.Sha256 => HMACSHA256.HashData(material, Input, _output),
        HashName.Sha384 => HMACSHA384.HashData(material, Input, _output),
        HashName.Sha512 => HMACSHA512.HashData(material, Input, _output),
        _ => throw new InvalidOperationException("A MAC needs a hash."),
    };

    private static int UseRsa(ReadOnlySpan<byte> material, Func<RSA, int> use)
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(material, out _);
        return use(rsa);
    }
}
