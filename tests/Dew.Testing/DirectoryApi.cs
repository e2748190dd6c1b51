using System.Text.Json.Nodes;

namespace Dew.Testing;

/// <summary>The directory of a running daemon, as its administrator changes it over the Unix socket. Everything has to succeed.</summary>
public sealed class DirectoryApi(DewApi api)
{
    private const string Root = "/appliance/v1/iam/";

    /// <summary>A user without any rights.</summary>
    public string CreateUser()
    {
        string name = NewName("user");
        api.Require("POST", Root + "users", DewApi.Body(("name", name)));
        return name;
    }

    /// <summary>A group with policies by name.</summary>
    public string CreateGroup(params ReadOnlySpan<string> policies)
    {
        string name = NewName("group");
        api.Require("POST", Root + "groups", DewApi.Body(("name", name)));
        foreach (string policy in policies)
        {
            Attach("groups", name, policy);
        }
        return name;
    }

    /// <summary>A user in a group of its own that has these policies, with an access key.</summary>
    public (string User, string Group, AccessKeyPair Key) CreateUserWith(params ReadOnlySpan<string> policies)
    {
        string user = CreateUser();
        string group = CreateGroup(policies);
        AddMember(group, user);
        return (user, group, CreateKey(user));
    }

    /// <summary>An access key for a user.</summary>
    public AccessKeyPair CreateKey(string user) => AccessKeyPair.OfAnswer(api.Require("POST", Root + "access-keys", DewApi.Body(("user", user))));

    /// <summary>A custom policy of one or more statements in JSON.</summary>
    public string CreatePolicy(params ReadOnlySpan<string> statements)
    {
        string name = NewName("policy");
        api.Require("POST", Root + "policies", DewApi.Body(("name", name), ("document", Document(statements))));
        return name;
    }

    /// <summary>Another document for a custom policy.</summary>
    public void ChangePolicy(string policy, params ReadOnlySpan<string> statements) =>
        Change("PUT", $"policies/{policy}", ("document", Document(statements)));

    /// <summary>Attaches a policy to a holder in <c>groups</c>, <c>agencies</c> or <c>services</c>.</summary>
    public void Attach(string collection, string holder, string policy) => Change("PUT", $"{collection}/{holder}/policies", ("policy", policy));

    /// <summary>Takes it away.</summary>
    public void Detach(string collection, string holder, string policy) => Change("DELETE", $"{collection}/{holder}/policies/{Uri.EscapeDataString(policy)}");

    /// <summary>Puts a user into a group.</summary>
    public void AddMember(string group, string user) => Change("PUT", $"groups/{group}/members/{user}");

    /// <summary>Any other change.</summary>
    public HttpAnswer Change(string method, string path, params ReadOnlySpan<(string Name, JsonNode? Value)> members) =>
        api.Require(method, Root + path, members.IsEmpty ? null : DewApi.Body(members));

    /// <summary>A name that no other entry has.</summary>
    public static string NewName(string prefix) => $"{prefix}-{Guid.NewGuid():N}";

    private static JsonObject Document(ReadOnlySpan<string> statements)
    {
        JsonArray list = [];
        foreach (string statement in statements)
        {
            list.Add(JsonNode.Parse(statement));
        }
        return new JsonObject { ["Version"] = "1.1", ["Statement"] = list };
    }
}
