namespace Dew.Core.Identity;

/// <summary>A custom policy with its document understood.</summary>
internal sealed record PolicyEntry(CustomPolicy Policy, PolicyDocument Document) : IDirectoryRecord
{
    public string Id => Policy.Name;

    public string Name => Policy.Name;
}
