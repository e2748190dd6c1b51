using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

// librocksdb.so lies beside the program, in a native binary too.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
[assembly: InternalsVisibleTo("Dew.Storage.Tests")]
