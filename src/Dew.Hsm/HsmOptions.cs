namespace Dew.Hsm;

/// <summary>How to reach the HSM and how hard to use it.</summary>
public sealed record HsmOptions
{
    /// <summary>Absolute path of the PKCS#11 module.</summary>
    public required string ModulePath { get; init; }

    /// <summary>
    /// The reserved string of C_Initialize, null for none. NSS softokn wants
    /// <c>configdir='sql:DIR' certPrefix='' keyPrefix='' secmod='' flags=</c>; its token gets <see cref="TokenLabel"/> by itself.
    /// </summary>
    public string? InitArguments { get; init; }

    /// <summary>Label of the token, 1 to 32 bytes of UTF-8.</summary>
    public required string TokenLabel { get; init; }

    /// <summary>Longest time from asking to answer of a data operation, queue included.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time for generating a key, queue included. RSA-4096 takes seconds.</summary>
    public TimeSpan GenerateDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Lanes, with a session each, for data operations; 0 to choose from the module's session ceiling and the cores.</summary>
    public int Lanes { get; init; }

    /// <summary>Requests that may wait for a lane; beyond that the answer is <see cref="Core.Status.HsmBusy"/>. Rounded up to a power of two.</summary>
    public int QueueCapacity { get; init; } = 1024;

    /// <summary>Key versions kept loaded in the HSM.</summary>
    public int LoadedKeyCapacity { get; init; } = 4096;

    /// <summary>Lanes that may be lost to calls that do not return before <see cref="HsmProvider.Fatal"/> completes.</summary>
    public int MaxLostLanes { get; init; } = 8;

    /// <summary>What an earlier connection found out about the module; used if the module is still the same one.</summary>
    public HsmProfile? KnownProfile { get; init; }

    /// <summary>The clock of deadlines and back-off.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Refuses what cannot work, all of it at once.</summary>
    /// <exception cref="ArgumentException">Names every mistake.</exception>
    internal void Validate()
    {
        List<string> mistakes = [];
        if (!Path.IsPathFullyQualified(ModulePath))
        {
            mistakes.Add($"{nameof(ModulePath)} must be absolute, is '{ModulePath}'");
        }

        if (System.Text.Encoding.UTF8.GetByteCount(TokenLabel) is < 1 or > 32)
        {
            mistakes.Add($"{nameof(TokenLabel)} must have 1 to 32 bytes, is '{TokenLabel}'");
        }

        if (Deadline <= TimeSpan.Zero || GenerateDeadline <= TimeSpan.Zero)
        {
            mistakes.Add($"{nameof(Deadline)} and {nameof(GenerateDeadline)} must be positive, are {Deadline} and {GenerateDeadline}");
        }

        if (Lanes is < 0 or > 256)
        {
            mistakes.Add($"{nameof(Lanes)} must be 0 to 256, is {Lanes}");
        }

        if (QueueCapacity is < 1 or > 1 << 20)
        {
            mistakes.Add($"{nameof(QueueCapacity)} must be 1 to {1 << 20}, is {QueueCapacity}");
        }

        if (LoadedKeyCapacity is < 1 or > 1 << 24)
        {
            mistakes.Add($"{nameof(LoadedKeyCapacity)} must be 1 to {1 << 24}, is {LoadedKeyCapacity}");
        }

        if (MaxLostLanes < 0)
        {
            mistakes.Add($"{nameof(MaxLostLanes)} must be 0 or more, is {MaxLostLanes}");
        }

        if (mistakes.Count > 0)
        {
            throw new ArgumentException($"The HSM options cannot work: {string.Join("; ", mistakes)}.");
        }
    }
}
