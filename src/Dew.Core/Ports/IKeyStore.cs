using Dew.Core.Jobs;
using Dew.Core.Kms;

namespace Dew.Core.Ports;

/// <summary>
/// Where keys, their versions, and jobs are kept. Reads may run on any thread at any time and see committed changes only.
/// </summary>
/// <remarks>Every member throws <see cref="StoreException"/> when a record cannot be believed or the store cannot be read or written.</remarks>
public interface IKeyStore
{
    /// <summary>The key's metadata, or null.</summary>
    /// <param name="keyId">The key.</param>
    KeyRecord? FindKey(Guid keyId);

    /// <summary>The version's material, or null.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="version">The version, from 1.</param>
    KeyVersionRecord? FindVersion(Guid keyId, uint version);

    /// <summary>The key that has this alias in a project, or null.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="alias">The alias, compared by its characters.</param>
    Guid? FindAlias(string projectId, string alias);

    /// <summary>A page of a project's keys in the order of creation.</summary>
    /// <param name="filter">Which keys; its project is given.</param>
    /// <param name="offset">How many matching keys to pass over.</param>
    /// <param name="limit">How many to return at most.</param>
    KeyPage List(in KeyFilter filter, long offset, int limit);

    /// <summary>Jobs due at a time, the earliest first.</summary>
    /// <param name="now">The time.</param>
    /// <param name="limit">How many to return at most.</param>
    IReadOnlyList<Job> DueJobs(DateTimeOffset now, int limit);

    /// <summary>When the earliest job is due; null if there is none.</summary>
    DateTimeOffset? NextJobDue();
}
