namespace Dew.Daemon.Rest;

/// <summary>An operation of the API: where it is, what it needs, and who answers.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The URL, with {project_id} in it.</param>
/// <param name="Permission">The IAM action (reference section 2).</param>
/// <param name="Handler">Reads the members, asks the core, answers.</param>
internal sealed record Route(string Method, string Pattern, string Permission, Func<RestRequest, ValueTask> Handler);
