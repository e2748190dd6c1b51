using System.Text.Json;
using Dew.Testing;
using Xunit;

namespace Dew.Core.Tests.Vectors;

/// <summary>The reference vectors beside the work tree. A test that needs them is skipped, with the reason, where they are not.</summary>
internal static class VectorFiles
{
    internal static JsonDocument Json(params string[] path) => JsonDocument.Parse(File.ReadAllBytes(Find(path)));

    internal static string[] Lines(params string[] path) => File.ReadAllLines(Find(path));

    internal static byte[] Hex(this JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);

    internal static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>Every case of a Wycheproof file with its group.</summary>
    internal static IEnumerable<(JsonElement Group, JsonElement Case)> Cases(this JsonDocument wycheproof) =>
        from @group in wycheproof.RootElement.GetProperty("testGroups").EnumerateArray()
        from @case in @group.GetProperty("tests").EnumerateArray()
        select (@group, @case);

    private static string Find(string[] path)
    {
        Assert.SkipWhen(RepositoryPaths.Vectors is null, RepositoryPaths.WhyNoVectors);
        return Path.Combine([RepositoryPaths.Vectors!, .. path]);
    }
}
