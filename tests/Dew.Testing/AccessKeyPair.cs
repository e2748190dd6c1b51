using System.Text.Json.Nodes;

namespace Dew.Testing;

/// <summary>What a client signs with.</summary>
/// <param name="Access">The access key id.</param>
/// <param name="Secret">The secret key.</param>
/// <param name="Token">The security token, for temporary ones.</param>
public sealed record AccessKeyPair(string Access, string Secret, string? Token = null)
{
    /// <summary>The administrator's, from the admin.json of a state directory.</summary>
    public static AccessKeyPair OfAdministrator(string stateDirectory)
    {
        JsonNode admin = JsonNode.Parse(File.ReadAllBytes(Path.Combine(stateDirectory, "admin.json")))!;
        return new AccessKeyPair((string)admin["access_key"]!, (string)admin["secret_key"]!);
    }

    /// <summary>The one in an answer that made it.</summary>
    public static AccessKeyPair OfAnswer(HttpAnswer answer)
    {
        JsonNode credential = answer.Json["credential"]!;
        return new AccessKeyPair((string)credential["access"]!, (string)credential["secret"]!, (string?)credential["securitytoken"]);
    }
}
