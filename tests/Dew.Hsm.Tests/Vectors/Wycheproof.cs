using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Hsm.Tests;

/// <summary>Groups of a Wycheproof file.</summary>
internal static class Wycheproof
{
    internal static IEnumerable<JsonNode> Groups(string file)
    {
        Assert.SkipWhen(RepositoryPaths.Vectors is null, RepositoryPaths.WhyNoVectors);
        string text = File.ReadAllText(Path.Combine(RepositoryPaths.Vectors, "wycheproof", file));
        return JsonNode.Parse(text)!["testGroups"]!.AsArray().Select(static group => group!);
    }

    internal static IEnumerable<JsonNode> Tests(this JsonNode group) => group["tests"]!.AsArray().Select(static test => test!);

    internal static byte[] Bytes(this JsonNode node, string name) => Convert.FromHexString((string)node[name]!);

    internal static string Text(this JsonNode node, string name) => (string)node[name]!;
}
