namespace Dew.Core.Kms;

/// <summary>Which keys a listing wants. Null means any.</summary>
/// <param name="ProjectId">Only keys of this project.</param>
/// <param name="State">Only keys in this state.</param>
/// <param name="Spec">Only keys of this specification.</param>
/// <param name="EnterpriseProjectId">Only keys of this enterprise project.</param>
public readonly record struct KeyFilter(string ProjectId, KeyState? State = null, KeySpec? Spec = null, string? EnterpriseProjectId = null)
{
    /// <summary>Whether every key of the project passes.</summary>
    public bool IsWholeProject => State is null && Spec is null && EnterpriseProjectId is null;
}
