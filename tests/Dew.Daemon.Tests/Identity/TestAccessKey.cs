using System.Text;
using Dew.Daemon.Identity;

namespace Dew.Daemon.Tests.Identity;

/// <summary>An access key with settable state.</summary>
internal sealed class TestAccessKey : IAccessKey
{
    public required string Id { get; init; }

    public bool IsEnabled { get; set; } = true;

    public DateTimeOffset? ExpiresAt { get; set; }

    internal required string Secret { get; init; }

    internal string? Token { get; init; }

    internal bool IsGone { get; set; }

    public bool TryCopySecret(Span<byte> destination, out int length)
    {
        length = IsGone ? 0 : Encoding.UTF8.GetBytes(Secret, destination);
        return !IsGone;
    }
}
