namespace Dew.Core.Identity;

/// <summary>The addresses that the API may be used from over the network. What has no list may come from anywhere.</summary>
public sealed record AccessList : IDirectoryRecord
{
    /// <summary>The id of the list that holds for everybody.</summary>
    public const string DomainId = "domain";

    /// <summary><see cref="DomainId"/>, or the id of the user whose list it is.</summary>
    public required string Id { get; init; }

    /// <summary>Address ranges, such as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.7.</summary>
    public required IReadOnlyList<string> Ranges { get; init; }

    /// <summary>When it was last set.</summary>
    public required DateTimeOffset Changed { get; init; }

    string IDirectoryRecord.Name => Id;
}
