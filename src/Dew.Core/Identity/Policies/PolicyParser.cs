using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dew.Core.Identity;

/// <summary>Reads policy documents and stops at the first thing it does not understand: an ignored word could be the one that mattered.</summary>
internal sealed partial class PolicyParser
{
    private readonly List<string> _foreignActions = [];
    private string? _problem;

    private PolicyParser()
    {
    }

    internal static Outcome<PolicyDocument> Parse(ReadOnlySpan<byte> json)
    {
        string? problem = PolicyJson.Open(json, out JsonDocument? document);
        if (document is null)
        {
            return new Failure(Status.PolicyInvalid, problem + ".");
        }

        using (document)
        {
            var parser = new PolicyParser();
            List<PolicyStatement>? statements = parser.ReadDocument(document.RootElement);
            return statements is null
                ? new Failure(Status.PolicyInvalid, parser._problem + ".")
                : new PolicyDocument(Encoding.UTF8.GetString(json), statements, parser._foreignActions);
        }
    }

    private List<PolicyStatement>? ReadDocument(JsonElement root)
    {
        if (!IsObject(root, "The document") || !HasMembers(root, "", ["Version", "Statement"], []))
        {
            return null;
        }

        JsonElement version = root.GetProperty("Version");
        if (version.ValueKind != JsonValueKind.String || version.GetString() != "1.1")
        {
            Refuse("Version", $"{Show(version)} is not understood; \"1.1\" is accepted");
            return null;
        }

        JsonElement list = root.GetProperty("Statement");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            Refuse("Statement", $"{Show(list)} is not accepted; a list of at least one statement is");
            return null;
        }

        var statements = new List<PolicyStatement>();
        foreach (JsonElement element in list.EnumerateArray())
        {
            if (ReadStatement(element, string.Create(CultureInfo.InvariantCulture, $"Statement[{statements.Count}]")) is not { } statement)
            {
                return null;
            }

            statements.Add(statement);
        }

        return statements;
    }

    private PolicyStatement? ReadStatement(JsonElement element, string place)
    {
        if (!IsObject(element, place) || !HasMembers(element, place + ".", ["Effect", "Action"], ["Resource", "Condition"]))
        {
            return null;
        }

        JsonElement effectElement = element.GetProperty("Effect");
        PolicyEffect effect = effectElement.ValueKind != JsonValueKind.String ? PolicyEffect.Unset : effectElement.GetString() switch
        {
            "Allow" => PolicyEffect.Allow,
            "Deny" => PolicyEffect.Deny,
            _ => PolicyEffect.Unset,
        };
        if (effect == PolicyEffect.Unset)
        {
            Refuse($"{place}.Effect", $"{Show(effectElement)} is not understood; \"Allow\" and \"Deny\" are accepted");
            return null;
        }

        var actions = new ActionSet();
        var foreignServices = new HashSet<string>(StringComparer.Ordinal);
        if (!ReadActions(element.GetProperty("Action"), $"{place}.Action", actions, foreignServices))
        {
            return null;
        }

        PolicyResource[]? resources = null;
        if (element.TryGetProperty("Resource", out JsonElement resource)
            && !ReadResources(resource, $"{place}.Resource", actions, foreignServices, out resources))
        {
            return null;
        }

        Condition[] conditions = [];
        string conditionText = "";
        if (element.TryGetProperty("Condition", out JsonElement condition))
        {
            conditionText = condition.GetRawText();
            if (!ReadConditions(condition, $"{place}.Condition", out conditions))
            {
                return null;
            }
        }

        return new PolicyStatement(effect, actions, resources, conditions, conditionText);
    }

    /// <summary>Every required member is there, none is twice, and there is no other.</summary>
    private bool HasMembers(JsonElement element, string place, string[] required, string[] optional)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!required.Contains(member.Name) && !optional.Contains(member.Name))
            {
                return Refuse(place + Trim(member.Name), member.Name switch
                {
                    "NotAction" => "NotAction is not supported; list what is meant in Action, and use a Deny for exceptions",
                    "NotResource" => "NotResource is not supported; list what is meant in Resource, and use a Deny for exceptions",
                    _ => $"this member is unknown; {string.Join(", ", required.Concat(optional))} are accepted",
                });
            }

            if (!seen.Add(member.Name))
            {
                return Refuse(place + member.Name, "this member is there twice");
            }
        }

        string? missing = required.FirstOrDefault(name => !seen.Contains(name));
        return missing is null || Refuse(place + missing, "this member is missing");
    }

    private bool IsObject(JsonElement element, string place) =>
        element.ValueKind == JsonValueKind.Object || Refuse(place, $"{Show(element)} is not accepted; an object is");

    /// <summary>A text, or a list of at least one text; none of them empty.</summary>
    private bool ReadTexts(JsonElement element, string place, out List<(string Place, string Text)> texts)
    {
        texts = [];
        if (element.ValueKind == JsonValueKind.String)
        {
            texts.Add((place, element.GetString()!));
        }
        else if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() == 0)
        {
            return Refuse(place, $"{Show(element)} is not accepted; a text or a list of at least one text is");
        }
        else
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                string itemPlace = string.Create(CultureInfo.InvariantCulture, $"{place}[{texts.Count}]");
                if (item.ValueKind != JsonValueKind.String)
                {
                    return Refuse(itemPlace, $"{Show(item)} is not accepted; a text is");
                }

                texts.Add((itemPlace, item.GetString()!));
            }
        }

        foreach ((string itemPlace, string text) in texts)
        {
            if (text.Length == 0 || text.Any(char.IsControl))
            {
                return Refuse(itemPlace, $"{PolicyText.Quote(text)} is empty or has control characters");
            }
        }

        return true;
    }

    private bool Refuse(string place, string problem)
    {
        _problem ??= $"{place}: {problem}";
        return false;
    }

    private static string Trim(string name) => PolicyText.Quote(name)[1..^1];

    private static string Show(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => PolicyText.Quote(element.GetString()!),
        JsonValueKind.Number => "the number " + Trim(element.GetRawText()),
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => element.GetArrayLength() == 0 ? "an empty list" : "a list",
        _ => element.GetRawText(),
    };
}
