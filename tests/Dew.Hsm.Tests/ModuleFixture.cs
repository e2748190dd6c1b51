using Dew.SecureMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dew.Hsm.Tests;

/// <summary>A real PKCS#11 module with a fresh token of this appliance in it, and one provider on it.</summary>
public abstract class ModuleFixture : IDisposable
{
    private static readonly byte[] s_soPin = "12345678"u8.ToArray();
    private static readonly byte[] s_userPin = "test user pin"u8.ToArray();

    private readonly Lazy<HsmProvider> _provider;
    private readonly string _directory = Directory.CreateTempSubdirectory("dew-hsm-").FullName;

    protected ModuleFixture() => _provider = new Lazy<HsmProvider>(() => Connect(Options));

    /// <summary>As installed by Debian.</summary>
    public abstract string ModulePath { get; }

    public HsmProvider Provider
    {
        get
        {
            SkipIfMissing();
            return _provider.Value;
        }
    }

    public HsmOptions Options
    {
        get
        {
            SkipIfMissing();
            return field ??= Provision();
        }
    }

    public string TokenDirectory => _directory;

    /// <summary>Skips the test, with the reason, where the module is not installed.</summary>
    public abstract void SkipIfMissing();

    public static HsmProvider Connect(HsmOptions options) => HsmProvider.Connect(options, UserPin(), NullLogger.Instance);

    public static LockedPages UserPin() => Locked(s_userPin);

    public static LockedPages Locked(ReadOnlySpan<byte> secret)
    {
        var pages = new LockedPages(secret.Length);
        secret.CopyTo(pages.DangerousGetSpan());
        return pages;
    }

    public static void Initialise(HsmOptions options) => TokenProvisioner.Initialise(options, s_soPin, s_userPin);

    public void Dispose()
    {
        if (_provider.IsValueCreated)
        {
            _provider.Value.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Readies the directory and names the token.</summary>
    protected abstract HsmOptions Prepare(string directory);

    private HsmOptions Provision()
    {
        HsmOptions options = Prepare(_directory);
        Initialise(options);
        return options;
    }
}
