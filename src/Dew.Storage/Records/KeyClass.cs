using Dew.Core.Kms;

namespace Dew.Storage;

/// <summary>A project, and what a listing of it may filter by; keys are counted by it.</summary>
internal readonly record struct KeyClass(string ProjectId, KeyState State, KeySpec Spec, string EnterpriseProjectId)
{
    internal static KeyClass Of(KeyRecord key) => new(key.ProjectId, key.State, key.Spec, key.EnterpriseProjectId);

    internal bool Passes(in KeyFilter filter) =>
        filter.ProjectId == ProjectId &&
        (filter.State is null || filter.State == State) &&
        (filter.Spec is null || filter.Spec == Spec) &&
        (filter.EnterpriseProjectId is null || filter.EnterpriseProjectId == EnterpriseProjectId);
}
