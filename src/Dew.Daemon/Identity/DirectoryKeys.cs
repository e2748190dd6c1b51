using Dew.Core.Identity;

namespace Dew.Daemon.Identity;

/// <summary>The access keys of the directory and the temporary ones that it sealed.</summary>
internal sealed class DirectoryKeys : IAccessKeySource<DirectoryKey>
{
    private readonly DirectoryService _directory;
    private readonly TimeProvider _time;

    internal DirectoryKeys(DirectoryService directory, TimeProvider time)
    {
        _directory = directory;
        _time = time;
    }

    public DirectoryKey? Find(ReadOnlySpan<char> accessKey) =>
        _directory.FindAccessKey(accessKey) is { } known ? new DirectoryKey(known, _time) : null;

    public DirectoryKey? FindTemporary(ReadOnlySpan<char> accessKey, string securityToken) =>
        _directory.OpenSecurityToken(securityToken, accessKey).TryGet(out TemporaryKey? temporary, out _) ? new DirectoryKey(temporary, _time) : null;
}
