using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Ports;

namespace Dew.Daemon.Audit;

/// <summary>The last signed head in a file of its own, outside the folder of the store. Readable by the owner alone.</summary>
internal sealed class AuditAnchorFile : IAuditAnchor
{
    private const int LongestFile = 4096;

    private readonly string _path;

    internal AuditAnchorFile(string path) => _path = Path.GetFullPath(path);

    public Outcome<SignedAuditHead?> Read()
    {
        try
        {
            using FileStream file = File.OpenRead(_path);
            byte[] content = new byte[LongestFile + 1];
            int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return length <= LongestFile && SignedAuditHead.Parse(content.AsSpan(0, length)) is { } head
                ? head
                : new Failure(Status.StoreDamaged, $"{_path} holds no signed head.");
        }
        catch (FileNotFoundException)
        {
            return (SignedAuditHead?)null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Failure(Status.StoreDamaged, e.Message);
        }
    }

    public Failure? Write(SignedAuditHead head)
    {
        try
        {
            DurableFile.Replace(_path, [.. head.ToJson(), (byte)'\n']);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Failure(Status.StoreUnwritable, e.Message);
        }
    }
}
