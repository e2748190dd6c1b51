using System.Globalization;

namespace Dew.Core.Identity;

/// <summary>A condition on the time of a request.</summary>
internal sealed class TimeCondition(ConditionOperator op, ConditionKey key, DateTimeOffset[] values) : Condition(op, key)
{
    /// <inheritdoc/>
    internal override Truth Test(in AccessRequest request)
    {
        long now = request.Time.UtcTicks;
        foreach (DateTimeOffset value in values)
        {
            if (Compares(now, value.UtcTicks))
            {
                return WithValue(true);
            }
        }

        return WithValue(false);
    }

    /// <inheritdoc/>
    internal override string Found(in AccessRequest request) =>
        request.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private bool Compares(long now, long value) => Operator.Comparison switch
    {
        Comparison.Equal => now == value,
        Comparison.Less => now < value,
        Comparison.LessOrEqual => now <= value,
        Comparison.Greater => now > value,
        Comparison.GreaterOrEqual => now >= value,
        _ => throw new InvalidOperationException($"{Operator.Name} does not compare times."),
    };
}
