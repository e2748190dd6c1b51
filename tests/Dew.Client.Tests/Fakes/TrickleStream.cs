namespace Dew.Client.Tests.Fakes;

/// <summary>Gives at most seven bytes at a time, as a slow pipe may.</summary>
internal sealed class TrickleStream(byte[] content) : MemoryStream(content)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(7, buffer.Length)]);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
}
