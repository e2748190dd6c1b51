using System.Text.Json;

namespace Dew.Daemon.Settings;

/// <summary>
/// Reads one object of the configuration file. Every mistake is noted with its place, what was found and what is accepted, and reading goes on,
/// so that all of them can be told at once. Members that nobody asked for are mistakes too.
/// </summary>
internal sealed class SettingsSection
{
    private readonly JsonElement? _object;
    private readonly string _place;
    private readonly List<string> _mistakes;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    internal SettingsSection(JsonElement? element, string place, List<string> mistakes)
    {
        _place = place;
        _mistakes = mistakes;
        if (element is { ValueKind: not JsonValueKind.Object } other)
        {
            Note(place, $"must be an object, not {other.ValueKind}");
            return;
        }

        _object = element;
    }

    /// <summary>A whole number.</summary>
    internal int Integer(string name, int otherwise, int least, int most)
    {
        if (Find(name) is not { } element)
        {
            return otherwise;
        }

        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value >= least && value <= most)
        {
            return value;
        }

        Mistake(name, $"must be a whole number from {least} to {most}, not {element.GetRawText()}");
        return otherwise;
    }

    /// <summary>Yes or no.</summary>
    internal bool Flag(string name, bool otherwise)
    {
        if (Find(name) is not { } element)
        {
            return otherwise;
        }

        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        Mistake(name, $"must be true or false, not {element.GetRawText()}");
        return otherwise;
    }

    /// <summary>A text that is not empty, or null.</summary>
    internal string? Text(string name)
    {
        if (Find(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        Mistake(name, $"must be a text that is not empty, not {element.GetRawText()}");
        return null;
    }

    /// <summary>A list of texts, empty by default.</summary>
    internal IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach ((JsonElement element, string place) in Elements(name))
        {
            if (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text)
            {
                texts.Add(text);
            }
            else
            {
                Note(place, $"must be a text that is not empty, not {element.GetRawText()}");
            }
        }

        return texts;
    }

    /// <summary>An object within this one.</summary>
    internal SettingsSection Section(string name) => new(Find(name), PlaceOf(name), _mistakes);

    /// <summary>A list of objects, empty by default.</summary>
    internal IReadOnlyList<SettingsSection> Sections(string name) =>
        [.. Elements(name).Select(item => new SettingsSection(item.Element, item.Place, _mistakes))];

    /// <summary>Notes a mistake that the caller found.</summary>
    internal void Mistake(string member, string what) => Note(PlaceOf(member), what);

    /// <summary>Notes the members that nobody asked for.</summary>
    internal void End()
    {
        foreach (JsonProperty member in _object?.EnumerateObject() ?? default)
        {
            if (!_known.Contains(member.Name))
            {
                Mistake(member.Name, $"is not known; accepted are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
            }
        }
    }

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return _object is { } element && element.TryGetProperty(name, out JsonElement member) ? member : null;
    }

    private IEnumerable<(JsonElement Element, string Place)> Elements(string name)
    {
        if (Find(name) is not { } list)
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            Mistake(name, $"must be a list, not {list.ValueKind}");
            return [];
        }

        return list.EnumerateArray().Select((element, index) => (element, $"{PlaceOf(name)}[{index}]"));
    }

    private string PlaceOf(string name) => _place.Length == 0 ? name : $"{_place}.{name}";

    private void Note(string place, string what) => _mistakes.Add($"{place} {what}.");
}
