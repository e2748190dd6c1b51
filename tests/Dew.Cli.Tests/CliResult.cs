using System.Text;
using System.Text.Json.Nodes;

namespace Dew.Cli.Tests;

/// <summary>What a command left behind.</summary>
internal sealed record CliResult(int Code, byte[] OutputBytes, string Error)
{
    internal string Output => Encoding.UTF8.GetString(OutputBytes);

    internal JsonObject Json => (JsonObject)JsonNode.Parse(Output)!;
}
