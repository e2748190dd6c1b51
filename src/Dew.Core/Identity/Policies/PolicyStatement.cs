namespace Dew.Core.Identity;

/// <summary>One statement of a policy. Never changes.</summary>
public sealed class PolicyStatement
{
    internal PolicyStatement(PolicyEffect effect, ActionSet actions, PolicyResource[]? resources, Condition[] conditions, string conditionText)
    {
        Effect = effect;
        Actions = actions;
        Resources = resources;
        Conditions = conditions;
        ConditionText = conditionText;
    }

    /// <summary>Allow or Deny.</summary>
    public PolicyEffect Effect { get; }

    /// <summary>The actions it is about.</summary>
    internal ActionSet Actions { get; }

    /// <summary>What it is about; null for everything.</summary>
    internal PolicyResource[]? Resources { get; }

    /// <summary>What must hold, all of it.</summary>
    internal Condition[] Conditions { get; }

    /// <summary>The conditions as the document spells them; equal texts mean equal conditions.</summary>
    internal string ConditionText { get; }

    /// <summary>Whether it is about an action, whatever the resource and the conditions.</summary>
    /// <param name="action">The action.</param>
    public bool Concerns(IamAction action) => Actions.Contains(action);
}
