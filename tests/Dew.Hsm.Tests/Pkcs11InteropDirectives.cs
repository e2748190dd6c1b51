using System.Globalization;
using System.Text;
using Net.Pkcs11Interop.Common;

namespace Dew.Hsm.Tests;

/// <summary>
/// Writes the runtime directives the native compiler needs: Pkcs11Interop marshals through reflection, so every delegate and structure of its
/// 64-bit Linux half has to be named, and the two integers it marshals by themselves.
/// </summary>
internal static class Pkcs11InteropDirectives
{
    private const string Half = "Net.Pkcs11Interop.LowLevelAPI80";

    internal static string Generate()
    {
        var text = new StringBuilder();
        text.Append("<!-- Generated from the assembly by Pkcs11InteropDirectives in tests/Dew.Hsm.Tests, which fails when this is stale. -->\n");
        text.Append("<Directives>\n  <Application>\n    <Assembly Name=\"Pkcs11Interop\">\n");
        foreach (Type type in typeof(CKR).Assembly.GetTypes().Where(IsNeeded).OrderBy(static t => t.FullName, StringComparer.Ordinal))
        {
            string kind = typeof(Delegate).IsAssignableFrom(type) ? "MarshalDelegate" : "MarshalStructure";
            text.Append(CultureInfo.InvariantCulture, $"      <Type Name=\"{type.FullName}\" {kind}=\"Required All\" />\n");
        }

        text.Append("    </Assembly>\n    <Assembly Name=\"System.Private.CoreLib\">\n");
        text.Append("      <Type Name=\"System.UInt32\" MarshalStructure=\"Required All\" />\n");
        text.Append("      <Type Name=\"System.UInt64\" MarshalStructure=\"Required All\" />\n");
        text.Append("    </Assembly>\n  </Application>\n</Directives>\n");
        return text.ToString();
    }

    private static bool IsNeeded(Type type) =>
        type.FullName!.StartsWith(Half, StringComparison.Ordinal) &&
        (typeof(Delegate).IsAssignableFrom(type) || (type.IsValueType && !type.IsEnum));
}
