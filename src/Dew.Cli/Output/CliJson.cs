using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dew.Cli.Output;

/// <summary>How the results of dew's own (not the API's) are written.</summary>
[JsonSerializable(typeof(CertificateFilesJson))]
[JsonSerializable(typeof(CertificateTextJson))]
[JsonSerializable(typeof(DecryptedFileJson))]
[JsonSerializable(typeof(EncryptedFileJson))]
[JsonSerializable(typeof(EntryChangeJson))]
[JsonSerializable(typeof(ExportedAuditJson))]
[JsonSerializable(typeof(FailureJson))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(SignedFileJson))]
[JsonSerializable(typeof(VerifiedFileJson))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>Lines and indents, and base64 without escapes: the text goes to a terminal or a program, never into HTML.</summary>
    internal static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static CliJson Indented { get; } = new(new JsonSerializerOptions(Format));
}
