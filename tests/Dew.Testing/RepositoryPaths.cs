using System.Reflection;

namespace Dew.Testing;

/// <summary>Where things stand in the work tree the tests were built from.</summary>
public static class RepositoryPaths
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Path.TrimEndingDirectorySeparator(
        typeof(RepositoryPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!);

    /// <summary>The folder of the published native binaries.</summary>
    public static string NativeBinaries => Path.Combine(Root, "artifacts", "bin");

    /// <summary>The folder of reference vectors that lies beside the work tree, or null with <see cref="WhyNoVectors"/> as the reason to skip.</summary>
    public static string? Vectors => Directory.Exists(VectorsPath) ? VectorsPath : null;

    /// <summary>Why <see cref="Vectors"/> is null.</summary>
    public static string WhyNoVectors => "no reference vectors beside the work tree (../shared/vectors)";

    /// <summary>The faulty PKCS#11 module, built with this project.</summary>
    public static string Pkcs11Shim => Path.Combine(AppContext.BaseDirectory, "dew-pkcs11-shim.so");

    private static string VectorsPath => Path.GetFullPath(Path.Combine(Root, "..", "shared", "vectors"));
}
