using System.Text.Json.Serialization;

namespace Dew.Hsm;

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(HsmProfile))]
internal sealed partial class HsmProfileJson : JsonSerializerContext;
