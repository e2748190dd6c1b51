using System.Text;

namespace Dew.Client.Rest;

/// <summary>Puts names into URLs.</summary>
internal static class RestPath
{
    /// <summary>A name as one segment of a path.</summary>
    /// <exception cref="ArgumentException">The name is empty, . or ..: in a path that would stand for something else.</exception>
    internal static string Segment(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name is "." or ".."
            ? throw new ArgumentException($"'{name}' cannot be a name: in a URL it means another place.", nameof(name))
            : Uri.EscapeDataString(name);
    }

    /// <summary>A path with parameters; those that are null are left out.</summary>
    internal static string WithQuery(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var text = new StringBuilder(path);
        char separator = '?';
        foreach ((string name, string? value) in parameters)
        {
            if (value is not null)
            {
                text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return text.ToString();
    }
}
