using Dew.Testing;

namespace Dew.Hsm.Tests;

/// <summary>Waits for what a provider does by itself, off the test's thread.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    internal static Task<bool> IsTrueAsync(Func<bool> condition) => Task.Run(() => Poll.Until(condition, s_patience));
}
