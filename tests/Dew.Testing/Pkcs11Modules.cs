namespace Dew.Testing;

/// <summary>The PKCS#11 modules of this machine, found where Debian puts them.</summary>
public static class Pkcs11Modules
{
    /// <summary>SoftHSM2, or null.</summary>
    public static string? SoftHsm { get; } = First(
        "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so");

    /// <summary>The softokn of NSS, or null.</summary>
    public static string? NssSoftokn { get; } = First(
        "/usr/lib/x86_64-linux-gnu/libsoftokn3.so", "/usr/lib/x86_64-linux-gnu/nss/libsoftokn3.so", "/usr/lib64/libsoftokn3.so");

    private static string? First(params string[] candidates) => Array.Find(candidates, File.Exists);
}
