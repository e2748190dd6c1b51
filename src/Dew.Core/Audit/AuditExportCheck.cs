using System.Security.Cryptography;

namespace Dew.Core.Audit;

/// <summary>Verifies exported files, one after the other in the order of their records. Lines of any length take bounded memory.</summary>
public sealed class AuditExportCheck
{
    private const int LongestLine = 1 << 20;

    private readonly AuditCheck _check;
    private byte[] _buffer = new byte[64 * 1024];

    /// <summary>Begins a check.</summary>
    /// <param name="key">The public half of dew-audit. Not owned.</param>
    /// <param name="isWhole">Whether the files hold the chain from its beginning or from where it was retired to; false for an excerpt.</param>
    public AuditExportCheck(ECDsa key, bool isWhole) => _check = new AuditCheck(key, isWhole);

    /// <summary>Reads a file to its end.</summary>
    /// <param name="file">The file. Not disposed.</param>
    /// <param name="cancellation">Gives up.</param>
    public async ValueTask ReadAsync(Stream file, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        int filled = 0;
        bool tooLong = false;
        int read;
        while ((read = await file.ReadAsync(_buffer.AsMemory(filled), cancellation)) > 0)
        {
            filled += read;
            int taken = TakeLines(_buffer.AsSpan(0, filled), ref tooLong);
            _buffer.AsSpan(taken, filled - taken).CopyTo(_buffer);
            filled -= taken;
            if (filled < _buffer.Length)
            {
                continue;
            }

            if (_buffer.Length < LongestLine)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
            else
            {
                (filled, tooLong) = (0, true);
            }
        }

        if (filled > 0 || tooLong)
        {
            // Without its line break it is not whole, whatever it says.
            _check.Line("A line without an end."u8);
        }
    }

    /// <summary>Ends the check.</summary>
    public AuditReport Finish() => _check.Finish();

    private int TakeLines(ReadOnlySpan<byte> text, ref bool tooLong)
    {
        int taken = 0;
        int end;
        while ((end = text[taken..].IndexOf((byte)'\n')) >= 0)
        {
            _check.Line(tooLong ? default : text.Slice(taken, end));
            tooLong = false;
            taken += end + 1;
        }

        return taken;
    }
}
