using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dew.Cli.CommandLine;
using Dew.SecureMemory;

namespace Dew.Cli.Output;

/// <summary>Prints a flat result member by member, so that the secret ones never become strings: JSON for programs, else a name and a value a line.</summary>
internal sealed class MemberWriter
{
    private readonly Stream _output;
    private readonly bool _json;
    private readonly int _width;
    private bool _begun;

    /// <param name="context">Where to print.</param>
    /// <param name="width">Columns of the longest name.</param>
    internal MemberWriter(CliContext context, int width = 14)
    {
        _output = context.Host.OutputBytes;
        _json = context.Results.IsJson;
        _width = width;
    }

    internal void Member(string name, string value)
    {
        Name(name);
        Text(_json ? JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value : value);
        EndOfValue();
    }

    /// <summary>A secret in hexadecimal.</summary>
    internal void Hex(string name, SecretBuffer value)
    {
        Name(name);
        SecretText.WriteHex(_output, value.DangerousGetSpan());
        EndOfValue();
    }

    /// <summary>A secret that is text already, of letters, digits and signs that JSON leaves as they are.</summary>
    internal void Secret(string name, SecretBuffer value)
    {
        Name(name);
        SecretText.WritePlain(_output, value.DangerousGetSpan());
        EndOfValue();
    }

    internal void End() => Text(_json ? (_begun ? "\n}\n" : "{}\n") : "");

    private void Name(string name)
    {
        Text(_json ? $"{(_begun ? ",\n" : "{\n")}  \"{name}\": \"" : $"{name.PadRight(_width)}  ");
        _begun = true;
    }

    private void EndOfValue() => Text(_json ? "\"" : "\n");

    private void Text(string text) => _output.Write(Encoding.UTF8.GetBytes(text));
}
