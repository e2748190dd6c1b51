using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Dew.Daemon.Rest;

/// <summary>A pinned buffer for one request, zeroed when returned: decoded secrets and the answer that carries them.</summary>
internal sealed class Scratch : IDisposable
{
    /// <summary>The longest member: 4096 bytes of plaintext, each written as an escape of six characters.</summary>
    private const int DecodingSize = 24 * 1024;

    /// <summary>Members that come beside another one: signatures, additional data.</summary>
    private const int SecondDecodingSize = 4 * 1024;

    /// <summary>The longest answer: 4096 decrypted bytes, escaped and in base64.</summary>
    private const int AnswerSize = 32 * 1024;
    private const int MaxPooled = 64;

    private static readonly ConcurrentBag<Scratch> s_pool = [];

    private readonly byte[] _bytes = GC.AllocateArray<byte>(DecodingSize + SecondDecodingSize + AnswerSize, pinned: true);

    private int _bodyLength;
    private int _answerLength;

    private Scratch()
    {
    }

    /// <summary>Room for a decoded member.</summary>
    internal Span<byte> Decoding => _bytes.AsSpan(0, DecodingSize);

    /// <summary>Room for a second decoded member.</summary>
    internal Span<byte> SecondDecoding => _bytes.AsSpan(DecodingSize, SecondDecodingSize);

    /// <summary>Room for the answer.</summary>
    internal Memory<byte> Answer => _bytes.AsMemory(DecodingSize + SecondDecodingSize);

    /// <summary>A buffer for one request.</summary>
    /// <param name="bodyLength">Bytes of the request's body: decoded members are no longer than that.</param>
    internal static Scratch Rent(int bodyLength)
    {
        Scratch scratch = s_pool.TryTake(out Scratch? pooled) ? pooled : new Scratch();
        scratch._bodyLength = bodyLength;
        return scratch;
    }

    /// <summary>Notes how much of the answer's room was written.</summary>
    internal void NoteAnswer(int length) => _answerLength = Math.Max(_answerLength, length);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Decoding[..Math.Min(_bodyLength, DecodingSize)]);
        CryptographicOperations.ZeroMemory(SecondDecoding[..Math.Min(_bodyLength, SecondDecodingSize)]);
        CryptographicOperations.ZeroMemory(Answer.Span[.._answerLength]);
        _answerLength = 0;
        if (s_pool.Count < MaxPooled)
        {
            s_pool.Add(this);
        }
    }
}
