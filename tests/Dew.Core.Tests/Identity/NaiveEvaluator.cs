using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dew.Core.Identity;

namespace Dew.Core.Tests.Identity;

/// <summary>
/// The rules of the README once more, straight from the JSON and without any thought of speed: what decisions and explanations are compared
/// to. It shares with them only what a name of an action stands for.
/// </summary>
internal static class NaiveEvaluator
{
    private static readonly Dictionary<ResourceType, string> s_types = new()
    {
        [ResourceType.Key] = "KMS:*:*:KeyId:",
        [ResourceType.Secret] = "CSMS:*:*:secretName:",
        [ResourceType.KeyPair] = "KPS:*:*:SSHKeyPair:",
    };

    internal static AccessDecision Decide(IEnumerable<NamedPolicy> policies, AccessRequest request)
    {
        bool isAllowed = false, isDenied = false;
        foreach (JsonNode statement in policies.SelectMany(static policy => JsonNode.Parse(policy.Document.Text)!["Statement"]!.AsArray())!)
        {
            if (!Texts(statement["Action"]).SelectMany(IamActions.Find).Contains(request.Action)
                || (statement["Resource"] is { } resource && !Texts(resource).Any(pattern => IsAbout(pattern, request))))
            {
                continue;
            }

            bool?[] conditions = [.. (statement["Condition"]?.AsObject() ?? []).SelectMany(op => op.Value!.AsObject().Select(key => Holds(op.Key, key.Key, Texts(key.Value), request)))];
            bool? holds = conditions.Contains(false) ? false : conditions.Contains(null) ? null : true;
            isDenied |= (string)statement["Effect"]! == "Deny" && holds != false;
            isAllowed |= (string)statement["Effect"]! == "Allow" && holds == true;
        }

        return isDenied ? AccessDecision.DeniedByStatement : isAllowed ? AccessDecision.Allowed : AccessDecision.NotAllowed;
    }

    private static string[] Texts(JsonNode? node) => node is JsonArray list ? [.. list.Select(static item => (string)item!)] : [(string)node!];

    private static bool IsAbout(string pattern, AccessRequest request)
    {
        if (pattern == "*")
        {
            return true;
        }

        string[] parts = pattern.Split(':', 5);
        bool isService = Glob(parts[0], request.Action.ServiceName, RegexOptions.IgnoreCase);
        if (request.Action.Resource == ResourceType.None)
        {
            return isService && parts[4] == "*";
        }

        string[] type = s_types[request.Action.Resource].Split(':');
        if (!isService || !Glob(parts[3], type[3], RegexOptions.IgnoreCase))
        {
            return false;
        }

        bool isKey = request.Action.Resource == ResourceType.Key;
        string? name = isKey ? request.KeyId?.ToString() : request.ResourceName;
        return parts[4] == "*" || (name is not null && Glob(parts[4], name, isKey ? RegexOptions.IgnoreCase : RegexOptions.None));
    }

    private static bool? Holds(string op, string key, string[] values, AccessRequest request)
    {
        bool ifExists = op.EndsWith("IfExists", StringComparison.Ordinal);
        op = ifExists ? op[..^"IfExists".Length] : op;
        bool isNegated = op.Contains("Not", StringComparison.Ordinal);
        op = op.Replace("Not", "", StringComparison.Ordinal);
        (bool isKnown, string? found) = Value(key, request);
        if (!isKnown)
        {
            return null;
        }

        if (found is null)
        {
            return isNegated || ifExists;
        }

        return isNegated != values.Any(value => op switch
        {
            "StringEquals" => found == value,
            "StringStartWith" => found.StartsWith(value, StringComparison.Ordinal),
            "StringMatch" => Glob(value, found, RegexOptions.None),
            "IpAddress" => IPNetwork.Parse(value).Contains(IPAddress.Parse(found)),
            "Bool" => found == value,
            _ => throw new NotSupportedException(op),
        });
    }

    private static (bool IsKnown, string? Value) Value(string key, AccessRequest request) => key switch
    {
        "g:UserName" => (true, request.PrincipalName),
        "g:SourceIp" => (true, request.Source?.ToString()),
        "g:SecureTransport" => (true, request.IsSecureTransport ? "true" : "false"),
        _ when request.Resource is { } facts => (true, key == "kms:KeySpec" ? facts.KeySpec : facts.FindTag(key.Split('/')[1])),
        _ => (!(request.Action.IsCreation || (request.Action.Resource == ResourceType.Key ? request.KeyId is not null : request.ResourceName is not null)), null),
    };

    private static bool Glob(string pattern, string text, RegexOptions options) =>
        Regex.IsMatch(text, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}\\z", options | RegexOptions.CultureInvariant);
}
