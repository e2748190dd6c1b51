namespace Dew.Core.Identity;

/// <summary>A service of the cloud's kind that uses keys for its customers. Which ones there are is fixed.</summary>
public sealed record ServicePrincipal : IDirectoryRecord
{
    /// <summary>The name, such as obs.</summary>
    public required string Name { get; init; }

    /// <summary>Whether anything is accepted from it. Disabled until somebody enables it.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>What it may do.</summary>
    public IReadOnlyList<PolicyAttachment> Policies { get; init; } = [];

    /// <summary>Every service principal, by name.</summary>
    public static IReadOnlyList<string> Names { get; } = ["csms", "dds", "evs", "ims", "kps", "obs", "rds", "sfs", "vbs"];

    string IDirectoryRecord.Id => Name;
}
