using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Dew.Hsm;

/// <summary>Pkcs11Interop, made to work on a system without development files.</summary>
internal static class Pkcs11Library
{
    private static readonly Lazy<Pkcs11InteropFactories> s_factories = new(Prepare);
    private static readonly ConcurrentDictionary<string, IPkcs11Library> s_loaded = new(StringComparer.Ordinal);

    internal static Pkcs11InteropFactories Factories => s_factories.Value;

    /// <summary>
    /// A module that <see cref="Pkcs11Module"/> has initialised already. The object is kept and never disposed: its end calls C_Finalize, which
    /// would take the module from whoever else in this process uses it.
    /// </summary>
    internal static IPkcs11Library Load(string path) =>
        s_loaded.GetOrAdd(path, static p => Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, p, AppType.MultiThreaded));

    private static Pkcs11InteropFactories Prepare()
    {
        // It calls dlopen in "libdl"; without the development package only libdl.so.2 is there.
        NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, Resolve);
        return new Pkcs11InteropFactories();
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "libdl" ? NativeLibrary.Load("libdl.so.2", assembly, path) : 0;
}
