using System.Buffers;

namespace Dew.Protocol.Signing;

/// <summary>What the key of a V11-HMAC-SHA256 signature is derived for: <c>yyyyMMdd/region/service</c>.</summary>
public readonly record struct CredentialScope
{
    /// <summary>Characters accepted in all.</summary>
    public const int MaxLength = 128;

    /// <summary>The region of clients that are bound to none.</summary>
    public const string GlobalRegion = "globe";

    private const int DateLength = 8;

    private static readonly SearchValues<char> s_name = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private readonly int _regionLength;

    private CredentialScope(ReadOnlyMemory<char> text, int regionLength)
    {
        Text = text;
        _regionLength = regionLength;
    }

    /// <summary>The scope as it was written, which is what is hashed.</summary>
    public ReadOnlyMemory<char> Text { get; }

    /// <summary>The day, eight digits.</summary>
    public ReadOnlySpan<char> Date => Text.Span[..DateLength];

    /// <summary>The region, at least one character.</summary>
    public ReadOnlySpan<char> Region => Text.Span.Slice(DateLength + 1, _regionLength);

    /// <summary>The service, at least one character.</summary>
    public ReadOnlySpan<char> Service => Text.Span[(DateLength + _regionLength + 2)..];

    /// <summary>Takes a scope apart.</summary>
    /// <param name="text">The scope.</param>
    /// <param name="scope">Its parts.</param>
    public static bool TryParse(ReadOnlyMemory<char> text, out CredentialScope scope)
    {
        scope = default;
        ReadOnlySpan<char> span = text.Span;
        if (span.Length is < DateLength + 4 or > MaxLength || span[DateLength] != '/' || span[..DateLength].ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        ReadOnlySpan<char> names = span[(DateLength + 1)..];
        int slash = names.IndexOf('/');
        if (slash < 1 || slash == names.Length - 1 || names[..slash].ContainsAnyExcept(s_name) || names[(slash + 1)..].ContainsAnyExcept(s_name))
        {
            return false;
        }

        scope = new CredentialScope(text, slash);
        return true;
    }
}
