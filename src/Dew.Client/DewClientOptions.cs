using System.Security.Cryptography;

namespace Dew.Client;

/// <summary>How a <see cref="DewClient"/> reaches the appliance and how patient it is.</summary>
public sealed class DewClientOptions
{
    /// <summary>Where the packaged service listens.</summary>
    public const string DefaultSocketPath = "/run/dewd/dew.sock";

    /// <summary>The Unix socket of the daemon, at most 107 bytes.</summary>
    public string SocketPath { get; init; } = DefaultSocketPath;

    /// <summary>The project in the URLs; if null, the appliance is asked once.</summary>
    public string? ProjectId { get; init; }

    /// <summary>How often a call is tried at most, 1..10.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>How long one try may take. RSA keys of 4096 bits can take some seconds.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The first wait between two tries; each further one doubles, up to <see cref="MaxBackoff"/>, and a random part is taken.</summary>
    public TimeSpan BaseBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait, also where the appliance asks for more.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of the waits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Replaces the Unix socket in tests.</summary>
    internal HttpMessageHandler? Handler { get; init; }

    /// <summary>A number in 0..1 that spreads the waits of many clients.</summary>
    internal Func<double> Jitter { get; init; } = static () => RandomNumberGenerator.GetInt32(1001) / 1000.0;
}
