using System.Globalization;

namespace Dew.Integration.Tests;

/// <summary>How long the long tests are: short enough for every check-in by default, at full length in <c>make soak</c>.</summary>
internal static class Limits
{
    /// <summary>How often the crash test kills the daemon.</summary>
    internal static int CrashKills => Number("DEW_CRASH_KILLS", 25);

    /// <summary>How many mutated requests the fuzz test sends.</summary>
    internal static int FuzzRequests => Number("DEW_FUZZ_REQUESTS", 100_000);

    /// <summary>The seed of what is random in them.</summary>
    internal static int Seed => Number("DEW_TEST_SEED", 20261123);

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
