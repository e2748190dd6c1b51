using Dew.Core.Identity;

namespace Dew.Core.Tests.Identity;

/// <summary>Policies and requests in short.</summary>
internal static class Policies
{
    internal const string Alice = "0123456789abcdef0123456789abcdef";

    internal static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static NamedPolicy Named(string name, params string[] statements) =>
        new(name, PolicyDocument.Parse($$"""{"Version":"1.1","Statement":[{{string.Join(',', statements)}}]}""").Ok());

    internal static AccessRules Rules(params string[] statements) => AccessRules.Compile([Named("policy", statements)]);

    internal static string Allow(string action, string rest = "") => $$"""{"Effect":"Allow","Action":["{{action}}"]{{rest}}}""";

    internal static string Deny(string action, string rest = "") => $$"""{"Effect":"Deny","Action":["{{action}}"]{{rest}}}""";

    internal static string On(params string[] resources) => $",\"Resource\":[{List(resources)}]";

    internal static string If(string op, string key, params string[] values) => $",\"Condition\":{{\"{op}\":{{\"{key}\":[{List(values)}]}}}}";

    internal static AccessRequest Request(IamAction action, Guid? key = null, string? name = null) => new()
    {
        Action = action,
        PrincipalId = Alice,
        PrincipalName = "alice",
        Time = Noon,
        KeyId = key,
        ResourceName = name,
    };

    private static string List(string[] texts) => string.Join(',', texts.Select(static text => $"\"{text}\""));
}
