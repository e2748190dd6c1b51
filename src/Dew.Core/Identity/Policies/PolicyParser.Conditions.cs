using System.Globalization;
using System.Text.Json;

namespace Dew.Core.Identity;

internal sealed partial class PolicyParser
{
    private static readonly string[] s_timeFormats =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    private bool ReadConditions(JsonElement element, string place, out Condition[] conditions)
    {
        conditions = [];
        if (!IsObject(element, place))
        {
            return false;
        }

        var read = new List<Condition>();
        var operators = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string operatorPlace = $"{place}.{Trim(member.Name)}";
            if (ConditionOperator.Find(member.Name) is not { } op)
            {
                return Refuse(operatorPlace, $"this operator is unknown; {ConditionOperator.AcceptedNames} are accepted");
            }

            if (!operators.Add(member.Name))
            {
                return Refuse(operatorPlace, "this operator is there twice");
            }

            if (!IsObject(member.Value, operatorPlace) || !ReadKeys(member.Value, operatorPlace, op, read))
            {
                return false;
            }
        }

        conditions = [.. read];
        return read.Count > 0 || Refuse(place, "an empty object is not accepted; leave Condition out");
    }

    private bool ReadKeys(JsonElement element, string place, ConditionOperator op, List<Condition> conditions)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string keyPlace = $"{place}.{Trim(member.Name)}";
            if (ConditionKey.Find(member.Name) is not { } key)
            {
                return Refuse(keyPlace, $"this key is unknown; {ConditionKey.AcceptedNames} are accepted");
            }

            if (!op.Takes(key.Kind))
            {
                return Refuse(keyPlace, $"{op.Name} does not go with this key; {ConditionOperator.NamesFor(key.Kind)} do");
            }

            if (!keys.Add(key.Name))
            {
                return Refuse(keyPlace, "this key is there twice");
            }

            if (ReadCondition(member.Value, keyPlace, op, key) is not { } condition)
            {
                return false;
            }

            conditions.Add(condition);
        }

        return keys.Count > 0 || Refuse(place, "an empty object is not accepted; a key with its values is");
    }

    private Condition? ReadCondition(JsonElement element, string place, ConditionOperator op, ConditionKey key)
    {
        if (op.Kind == FactKind.Flag)
        {
            return ReadFlag(element, place, op, key);
        }

        if (!ReadTexts(element, place, out List<(string Place, string Text)> texts))
        {
            return null;
        }

        return op.Kind switch
        {
            FactKind.Text => new TextCondition(op, key, [.. texts.Select(static text => text.Text)]),
            FactKind.Address => ReadRanges(texts) is { } ranges ? new AddressCondition(op, key, ranges) : null,
            FactKind.Time => ReadTimes(texts) is { } times ? new TimeCondition(op, key, times) : null,
            _ => throw new InvalidOperationException($"{op.Name} compares nothing that can be read."),
        };
    }

    private FlagCondition? ReadFlag(JsonElement element, string place, ConditionOperator op, ConditionKey key)
    {
        JsonElement value = element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 1 ? element[0] : element;
        bool? flag = value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when value.GetString() == "true" => true,
            JsonValueKind.String when value.GetString() == "false" => false,
            _ => null,
        };
        if (flag is null)
        {
            Refuse(place, $"{Show(value)} is not accepted; one of \"true\" and \"false\" is");
            return null;
        }

        return new FlagCondition(op, key, flag.Value);
    }

    private AddressRanges? ReadRanges(List<(string Place, string Text)> texts)
    {
        var ranges = new List<AddressRange>();
        foreach ((string place, string text) in texts)
        {
            if (!AddressRange.TryParse(text, out AddressRange range, out string problem))
            {
                Refuse(place, $"{PolicyText.Quote(text)} {problem}");
                return null;
            }

            ranges.Add(range);
        }

        return new AddressRanges(ranges);
    }

    private DateTimeOffset[]? ReadTimes(List<(string Place, string Text)> texts)
    {
        var times = new List<DateTimeOffset>();
        foreach ((string place, string text) in texts)
        {
            if (!DateTimeOffset.TryParseExact(text, s_timeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            {
                Refuse(place, $"{PolicyText.Quote(text)} is no time; 2026-01-31T12:00:00Z is accepted");
                return null;
            }

            times.Add(time);
        }

        return [.. times];
    }
}
