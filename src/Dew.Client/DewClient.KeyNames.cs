using Dew.Protocol.Rest;

namespace Dew.Client;

/// <content>Keys by name.</content>
public sealed partial class DewClient
{
    private const string AliasPrefix = "alias/";

    /// <summary>
    /// Finds a key as people name it: a UUID is the key id, alias/NAME the key whose alias is NAME, anything else an alias.
    /// Aliases are looked for in all pages of list-keys; a UUID is not asked for.
    /// </summary>
    /// <returns>The key id, or null if no key has this alias.</returns>
    public async Task<string?> FindKeyIdAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Guid.TryParseExact(name, "D", out Guid id))
        {
            return id.ToString("D");
        }

        bool prefixed = name.StartsWith(AliasPrefix, StringComparison.Ordinal) && name.Length > AliasPrefix.Length;
        string alias = prefixed ? name[AliasPrefix.Length..] : name;
        string? literal = null;
        var everyKey = new ListKeysRequest { KeySpec = "ALL" };
        await foreach (KeyDetails key in ListAllKeysAsync(everyKey, cancellationToken))
        {
            if (key.KeyAlias == alias)
            {
                return key.KeyId;
            }

            // An alias may itself begin with alias/, since the API allows the slash.
            literal = prefixed && key.KeyAlias == name ? key.KeyId : literal;
        }

        return literal;
    }
}
