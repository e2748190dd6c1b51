namespace Dew.Core.Identity;

/// <summary>One operator on one key, with the values it is compared to.</summary>
internal abstract class Condition(ConditionOperator op, ConditionKey key)
{
    /// <summary>The operator.</summary>
    internal ConditionOperator Operator { get; } = op;

    /// <summary>The key.</summary>
    internal ConditionKey Key { get; } = key;

    /// <summary>Whether all of some conditions hold: one that does not decides, then one that is unknown.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <param name="request">The request.</param>
    internal static Truth All(Condition[] conditions, in AccessRequest request)
    {
        Truth all = Truth.True;
        foreach (Condition condition in conditions)
        {
            Truth truth = condition.Test(request);
            if (truth == Truth.False)
            {
                return Truth.False;
            }

            all = truth == Truth.Unknown ? Truth.Unknown : all;
        }

        return all;
    }

    /// <summary>Whether it holds.</summary>
    /// <param name="request">The request.</param>
    internal abstract Truth Test(in AccessRequest request);

    /// <summary>What the request has for the key, for explanations.</summary>
    /// <param name="request">The request.</param>
    internal abstract string Found(in AccessRequest request);

    /// <summary>What a key without a value comes to.</summary>
    /// <param name="state">Absent or unknown.</param>
    protected Truth WithoutValue(FactState state) =>
        state == FactState.Unknown ? Truth.Unknown : Operator.IsNegated || Operator.IfExists ? Truth.True : Truth.False;

    /// <summary>What a comparison comes to, Not considered.</summary>
    /// <param name="compares">Whether any value compares so.</param>
    protected Truth WithValue(bool compares) => compares != Operator.IsNegated ? Truth.True : Truth.False;

    /// <summary>The words for a key without a value.</summary>
    /// <param name="state">Absent or unknown.</param>
    protected static string Describe(FactState state) => state == FactState.Unknown ? "not known" : "absent";
}
