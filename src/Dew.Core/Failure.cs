namespace Dew.Core;

/// <summary>Why an operation was not done.</summary>
/// <param name="Status">Never <see cref="Core.Status.Ok"/>.</param>
/// <param name="Message">For the client: what was wrong and what is accepted. No secret, no internals.</param>
public readonly record struct Failure(Status Status, string Message);
