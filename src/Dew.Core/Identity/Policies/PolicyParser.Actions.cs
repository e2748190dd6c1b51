using System.Text.Json;

namespace Dew.Core.Identity;

internal sealed partial class PolicyParser
{
    private bool ReadActions(JsonElement element, string place, ActionSet actions, HashSet<string> foreignServices)
    {
        if (!ReadTexts(element, place, out List<(string Place, string Text)> texts))
        {
            return false;
        }

        foreach ((string itemPlace, string text) in texts)
        {
            if (!ReadAction(text, itemPlace, actions, foreignServices))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadAction(string text, string place, ActionSet actions, HashSet<string> foreignServices)
    {
        string[] parts = text.Split(':');
        bool hasWildcard = text.Contains('*', StringComparison.Ordinal);
        if (parts.Length > 3 || (parts.Length < 3 && !hasWildcard) || !parts.All(static part => part.Length > 0 && part.All(IsActionCharacter)))
        {
            return Refuse(place, $"{PolicyText.Quote(text)} is no action; service:type:operation is accepted, with * for any part");
        }

        if (ActionNames.Resolve(text) is { } found)
        {
            actions.Add(found);
            return true;
        }

        string service = parts[0].ToLowerInvariant();
        if (ResourceTypes.ServiceBit(service) != 0)
        {
            return Refuse(place, $"{PolicyText.Quote(text)} is no action of {service}; {ActionNames.Suggest(service, text)}");
        }

        if (service.Contains('*', StringComparison.Ordinal) || parts.Length == 1)
        {
            return Refuse(place, $"{PolicyText.Quote(text)} matches no action; the services here are {IamActions.AcceptedServices}");
        }

        foreignServices.Add(service);
        _foreignActions.Add(text);
        return true;
    }

    private static bool IsActionCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '*';

    private bool ReadResources(
        JsonElement element, string place, ActionSet actions, HashSet<string> foreignServices, out PolicyResource[]? resources)
    {
        resources = null;
        if (!ReadTexts(element, place, out List<(string Place, string Text)> texts))
        {
            return false;
        }

        var read = new List<PolicyResource>();
        foreach ((string itemPlace, string text) in texts)
        {
            if (!ReadResource(text, itemPlace, foreignServices, out PolicyResource? resource))
            {
                return false;
            }

            if (resource is null)
            {
                continue; // of a service that is not ours, beside an action of the same service
            }

            if (foreignServices.Count == 0 && !IamActions.All.Any(action => actions.Contains(action) && resource.Suits(action)))
            {
                return Refuse(itemPlace, $"{PolicyText.Quote(text)} suits no action of this statement, so it could never apply");
            }

            read.Add(resource);
        }

        resources = [.. read];
        return true;
    }

    private bool ReadResource(string text, string place, HashSet<string> foreignServices, out PolicyResource? resource)
    {
        resource = null;
        if (text == "*")
        {
            resource = new PolicyResource(text, ~0, ~0, "*");
            return true;
        }

        string[] parts = text.Split(':', 5);
        if (parts.Length < 5 || parts.Any(static part => part.Length == 0))
        {
            return Refuse(place, $"{PolicyText.Quote(text)} is no resource; SERVICE:*:*:TYPE:PATH is accepted, such as KMS:*:*:KeyId:*, or *");
        }

        int services = ResourceTypes.MatchServices(parts[0]);
        if (services == 0)
        {
            return foreignServices.Contains(parts[0].ToLowerInvariant()) || Refuse(
                place, $"{PolicyText.Quote(parts[0])} is no service here, nor one of this statement's actions; {IamActions.AcceptedServices} are accepted");
        }

        if (parts[1] != "*" || parts[2] != "*")
        {
            return Refuse(
                place, $"{PolicyText.Quote($"{parts[1]}:{parts[2]}")} names a region or a domain; the appliance is one of each, and only *:* is accepted");
        }

        int types = ResourceTypes.MatchTypes(services, parts[3]);
        if (types == 0 && parts[3] != "*")
        {
            return Refuse(
                place, $"{PolicyText.Quote(parts[3])} is no resource type of {parts[0].ToLowerInvariant()}; {ResourceTypes.AcceptedNames(services)} accepted");
        }

        if (types == ResourceTypes.Bit(ResourceType.Key) && !IsKeyPath(parts[4]))
        {
            return Refuse(place, $"{PolicyText.Quote(parts[4])} is no key id; a UUID is accepted, or a part of one with *");
        }

        resource = new PolicyResource(text, services, types, parts[4]);
        return true;
    }

    private static bool IsKeyPath(string path) => path.Contains('*', StringComparison.Ordinal)
        ? path.All(static c => char.IsAsciiHexDigit(c) || c is '-' or '*')
        : Guid.TryParseExact(path, "D", out _);
}
