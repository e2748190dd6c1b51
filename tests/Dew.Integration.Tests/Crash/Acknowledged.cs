namespace Dew.Integration.Tests.Crash;

/// <summary>An answered request that has to have its audit record.</summary>
/// <param name="RequestId">The id in its answer.</param>
/// <param name="TraceName">The name of the operation.</param>
/// <param name="Resource">The id of the key, or the name of the user, it was about.</param>
/// <param name="Done">Whether it was carried out; refused otherwise.</param>
internal sealed record Acknowledged(string RequestId, string TraceName, string Resource, bool Done);
