namespace Dew.Storage.Tests;

/// <summary>A directory that goes when it is disposed.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("dew-storage-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
