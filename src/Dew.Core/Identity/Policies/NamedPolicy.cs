namespace Dew.Core.Identity;

/// <summary>A policy under the name explanations give it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Document">The policy.</param>
public sealed record NamedPolicy(string Name, PolicyDocument Document);
