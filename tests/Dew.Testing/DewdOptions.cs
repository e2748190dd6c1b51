namespace Dew.Testing;

/// <summary>How <see cref="DewdProcess"/> starts the daemon.</summary>
public sealed record DewdOptions
{
    /// <summary>Another PKCS#11 module, or null for the daemon's own choice.</summary>
    public string? HsmModule { get; init; }

    /// <summary>More command-line arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>A program with its arguments that starts the daemon in its place, and becomes it; empty for none.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>More environment variables.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long READY may take.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A daemon whose calendar clock a preloaded library sets ahead.</summary>
    public static DewdOptions WithClockAhead(TimeSpan ahead) => new()
    {
        Environment = new Dictionary<string, string?>
        {
            ["LD_PRELOAD"] = Path.Combine(AppContext.BaseDirectory, "dew-clock-shim.so"),
            ["DEW_CLOCK_AHEAD"] = $"{(long)ahead.TotalSeconds}",
        },
    };
}
