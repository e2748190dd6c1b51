using System.Text.Json.Serialization;

namespace Dew.Daemon.Hosting;

/// <summary>How admin.json is written and read.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(AdminCredentials))]
internal sealed partial class AdminJson : JsonSerializerContext;
