using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Dew.Core.Identity;

/// <summary>A user or group of the operating system: <c>user:1000</c>, <c>group:27</c>.</summary>
/// <param name="Kind">Which of both.</param>
/// <param name="Number">Its number.</param>
public readonly record struct PeerId(PeerKind Kind, uint Number)
{
    private const string UserPrefix = "user:";
    private const string GroupPrefix = "group:";

    /// <summary>Reads the one text form there is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">What it names.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out PeerId id)
    {
        id = default;
        (PeerKind kind, int start) = text switch
        {
            null => (PeerKind.Unset, 0),
            _ when text.StartsWith(UserPrefix, StringComparison.Ordinal) => (PeerKind.User, UserPrefix.Length),
            _ when text.StartsWith(GroupPrefix, StringComparison.Ordinal) => (PeerKind.Group, GroupPrefix.Length),
            _ => (PeerKind.Unset, 0),
        };
        if (kind == PeerKind.Unset || !uint.TryParse(text.AsSpan(start), NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
        {
            return false;
        }

        // The largest number means "nobody in particular" to the kernel (chown(2), setresuid(2)).
        id = new PeerId(kind, number);
        return number != uint.MaxValue && id.ToString() == text;
    }

    /// <summary>The text form.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Kind == PeerKind.Group ? GroupPrefix : UserPrefix)}{Number}");
}
