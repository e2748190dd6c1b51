namespace Dew.Core.Identity;

/// <summary>An access key with its secret.</summary>
internal sealed record AccessKeyEntry(AccessKey Key, AccessSecret Secret) : IDirectoryRecord
{
    public string Id => Key.Id;

    string IDirectoryRecord.Name => Key.Id;
}
