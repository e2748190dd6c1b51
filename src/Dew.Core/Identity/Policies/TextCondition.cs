namespace Dew.Core.Identity;

/// <summary>A condition on a text, or on several of which one must compare (with a Not: none may).</summary>
internal sealed class TextCondition(ConditionOperator op, ConditionKey key, string[] values) : Condition(op, key)
{
    /// <inheritdoc/>
    internal override Truth Test(in AccessRequest request)
    {
        if (Key.Kind == FactKind.TextList)
        {
            return TestList(request);
        }

        FactState state = Key.Read(request, out string? text);
        return state == FactState.Present ? WithValue(ComparesToAny(text!)) : WithoutValue(state);
    }

    /// <inheritdoc/>
    internal override string Found(in AccessRequest request)
    {
        if (Key.Kind == FactKind.TextList)
        {
            FactState states = Key.Read(request, out IReadOnlyList<string> texts);
            return states == FactState.Present ? string.Join(", ", texts.Select(PolicyText.Quote)) : Describe(states);
        }

        FactState state = Key.Read(request, out string? text);
        return state == FactState.Present ? PolicyText.Quote(text!) : Describe(state);
    }

    private Truth TestList(in AccessRequest request)
    {
        FactState state = Key.Read(request, out IReadOnlyList<string> texts);
        if (state != FactState.Present)
        {
            return WithoutValue(state);
        }

        for (int i = 0; i < texts.Count; i++)
        {
            if (ComparesToAny(texts[i]))
            {
                return WithValue(true);
            }
        }

        return WithValue(false);
    }

    private bool ComparesToAny(string text)
    {
        foreach (string value in values)
        {
            if (Compares(text, value))
            {
                return true;
            }
        }

        return false;
    }

    private bool Compares(string text, string value) => Operator.Comparison switch
    {
        Comparison.Equal => string.Equals(text, value, StringComparison.Ordinal),
        Comparison.EqualIgnoringCase => string.Equals(text, value, StringComparison.OrdinalIgnoreCase),
        Comparison.Like => value.AsSpan().ContainsAny('*', '?') ? Wildcard.IsMatchWithSingles(value, text) : text.Contains(value, StringComparison.Ordinal),
        Comparison.Match => Wildcard.IsMatchWithSingles(value, text),
        Comparison.Start => text.StartsWith(value, StringComparison.Ordinal),
        Comparison.End => text.EndsWith(value, StringComparison.Ordinal),
        _ => throw new InvalidOperationException($"{Operator.Name} does not compare texts."),
    };
}
