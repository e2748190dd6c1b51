namespace Dew.Core.Kms;

/// <summary>Which keys a listing wants. Null means any.</summary>
/// <param name="State">Only keys in this state.</param>
/// <param name="Spec">Only keys of this specification.</param>
/// <param name="EnterpriseProjectId">Only keys of this enterprise project.</param>
public readonly record struct KeyFilter(KeyState? State, KeySpec? Spec, string? EnterpriseProjectId);
