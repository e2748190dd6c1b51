using System.Buffers;
using System.Security.Cryptography;
using Dew.SecureMemory;

namespace Dew.Core.Identity;

/// <summary>What access keys and their secrets look like.</summary>
public static class AccessKeyText
{
    /// <summary>Characters of an access key id.</summary>
    public const int IdLength = 20;

    /// <summary>Characters of a secret.</summary>
    public const int SecretLength = AccessSecrets.Length;

    /// <summary>How ids of temporary access keys begin, and no others.</summary>
    public const string TemporaryPrefix = "TMP";

    private const string IdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly SearchValues<char> s_idCharacters = SearchValues.Create(IdCharacters);

    private static ReadOnlySpan<byte> SecretCharacters => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8;

    /// <summary>Whether a text can be an access key id.</summary>
    /// <param name="text">The text.</param>
    public static bool IsId(ReadOnlySpan<char> text) => text.Length == IdLength && !text.ContainsAnyExcept(s_idCharacters);

    /// <summary>Whether an access key id is one of temporary credentials, which come with a security token.</summary>
    /// <param name="id">The id.</param>
    public static bool IsTemporary(ReadOnlySpan<char> id) => id.StartsWith(TemporaryPrefix, StringComparison.Ordinal);

    /// <summary>A new id; with 20 characters none comes twice.</summary>
    internal static string NewId()
    {
        string id;
        do
        {
            id = RandomNumberGenerator.GetString(IdCharacters, IdLength);
        }
        while (IsTemporary(id));

        return id;
    }

    internal static string NewTemporaryId() => TemporaryPrefix + RandomNumberGenerator.GetString(IdCharacters, IdLength - TemporaryPrefix.Length);

    /// <summary>A new secret: 40 of 62 characters, 238 bits.</summary>
    internal static SecretBuffer NewSecret()
    {
        var secret = new SecretBuffer(SecretLength);
        RandomNumberGenerator.GetItems(SecretCharacters, secret.DangerousGetSpan());
        return secret;
    }
}
