namespace Dew.Core.Identity;

/// <summary>What one statement has to say to a request.</summary>
/// <param name="Policy">The name of its policy.</param>
/// <param name="Statement">Its place in the policy, from 0, as in <c>Statement[0]</c>.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Applies">Whether it does so to this request.</param>
/// <param name="Reason">Why, or why not, in words for an administrator.</param>
public sealed record StatementFinding(string Policy, int Statement, PolicyEffect Effect, bool Applies, string Reason);
