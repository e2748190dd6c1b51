namespace Dew.Cli.Files;

/// <summary>Remembers how many bytes were done, and tells a progress bar too.</summary>
internal sealed class ByteCount : IProgress<long>
{
    private IProgress<long>? _also;

    internal long Bytes { get; private set; }

    internal ByteCount Also(IProgress<long>? other)
    {
        _also = other;
        return this;
    }

    public void Report(long value)
    {
        Bytes = value;
        _also?.Report(value);
    }
}
