using Dew.Testing;

namespace Dew.Protocol.Tests.Signing;

/// <summary>Requests of SDKs whose paths are signed by the rule (all but Node), with whatever characters.</summary>
internal static class RandomRequest
{
    internal const string SecretKey = "any text 空 works as a secret";

    private const string Characters = "abcXYZ019-_.~ /%+&=?#!*'():;@,$[]\"空é😀";

    internal static SdkRequest Make(Random random, string accessKey, string secretKey)
    {
        var signer = new SdkSigner(Pick(random, SdkKind.DotNet, SdkKind.Python, SdkKind.Java), accessKey, secretKey)
        {
            ProjectId = Pick(random, null, "2b31ed5200000000ebedb6e570000000"),
            SecurityToken = Pick(random, null, "token"),
        };
        return signer.Request(
            Pick(random, "GET", "POST", "DELETE"),
            Pick(random, "127.0.0.1:18080", "dew.example"),
            "/v1.0/p/kms/k/tags",
            new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(86400)),
            Text(random),
            random.Next(2) == 0 ? null : Text(random),
            [.. Enumerable.Range(0, random.Next(6)).Select(_ => (Pick(random, "a", "limit", "user"), Text(random).Replace("#", "", StringComparison.Ordinal)))]);
    }

    private static string Text(Random random)
    {
        string[] elements = [.. Elements()];
        return string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => elements[random.Next(elements.Length)]));
    }

    /// <summary>Whole characters, so that no half of a surrogate pair is picked.</summary>
    private static IEnumerable<string> Elements() => Characters.EnumerateRunes().Select(static r => r.ToString());

    private static T Pick<T>(Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
