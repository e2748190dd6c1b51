using System.Reflection;

namespace Dew.Daemon.Hosting;

/// <summary>The version of this build.</summary>
internal static class DaemonVersion
{
    internal static string Text { get; } =
        typeof(DaemonVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
