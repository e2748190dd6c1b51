namespace Dew.Core.Identity;

/// <summary>Why a request is allowed or not.</summary>
/// <param name="Decision">The conclusion. Without any applicable statement it is <see cref="AccessDecision.NotAllowed"/>.</param>
/// <param name="Findings">Every statement about the action, whether it applied or not.</param>
public sealed record AccessExplanation(AccessDecision Decision, IReadOnlyList<StatementFinding> Findings);
