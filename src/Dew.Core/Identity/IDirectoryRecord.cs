namespace Dew.Core.Identity;

/// <summary>What every entry of the directory has.</summary>
internal interface IDirectoryRecord
{
    /// <summary>Unique in its kind, compared by its characters.</summary>
    string Id { get; }

    /// <summary>Unique in its kind, compared without regard to case.</summary>
    string Name { get; }
}
