namespace Dew.Core.Jobs;

/// <summary>Something to be done at a time, remembered across restarts.</summary>
/// <param name="Due">When, to the millisecond, UTC.</param>
/// <param name="Kind">What.</param>
/// <param name="Subject">To which key.</param>
public readonly record struct Job(DateTimeOffset Due, JobKind Kind, Guid Subject);
