namespace Dew.Core.Kms;

/// <summary>The metadata of a CMK.</summary>
public sealed record KeyRecord
{
    /// <summary>The key id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Place in the order of creation, unique and rising; list-keys pages by it.</summary>
    public required long Sequence { get; init; }

    /// <summary>The project it belongs to, 32 lower-case hexadecimal digits. Never changes.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The alias, unique in its project, 1..255 characters.</summary>
    public required string Alias { get; init; }

    /// <summary>The description, 0..255 characters.</summary>
    public required string Description { get; init; }

    /// <summary>The specification.</summary>
    public required KeySpec Spec { get; init; }

    /// <summary>The usage.</summary>
    public required KeyUsage Usage { get; init; }

    /// <summary>The state.</summary>
    public required KeyState State { get; init; }

    /// <summary>When it was created, to the millisecond, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it will be deleted, while it is pending deletion.</summary>
    public DateTimeOffset? DeletionDue { get; init; }

    /// <summary>The enterprise project, "0" by default, up to 36 characters.</summary>
    public required string EnterpriseProjectId { get; init; }

    /// <summary>The key store, "0" for the default one.</summary>
    public required string KeystoreId { get; init; }

    /// <summary>The version that encrypts and signs; versions count from 1.</summary>
    public required uint CurrentVersion { get; init; }

    /// <summary>The tags.</summary>
    public TagSet Tags { get; init; } = TagSet.Empty;
}
