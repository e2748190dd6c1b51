namespace Dew.Storage.Tests;

internal static class Child
{
    internal static int Run(string[] command) => throw new ArgumentException($"No such child: {string.Join(' ', command)}", nameof(command));
}
