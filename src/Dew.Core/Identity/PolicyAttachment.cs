namespace Dew.Core.Identity;

/// <summary>A policy that holds for somebody.</summary>
/// <param name="Policy">The name of a system policy or of a custom one.</param>
/// <param name="ProjectId">The one project it holds in; null for all projects and for what belongs to none.</param>
public sealed record PolicyAttachment(string Policy, string? ProjectId = null);
