using System.Security.Cryptography;
using Dew.Core.Ports;
using Dew.Hsm;
using Dew.SecureMemory;

namespace Dew.Daemon.Hosting;

/// <summary>
/// The token of a development appliance: software in its folder, SoftHSM2 unless another module is named, with PINs kept beside it. This
/// stands where production has an HSM and custodians with UKeys.
/// </summary>
internal sealed class DevHsm
{
    private const string TokenLabel = "dew-dev";
    private const int PinLength = 32;

    private static readonly string[] s_softHsmPaths =
    [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so",
    ];

    private readonly string _folder;
    private readonly string _modulePath;
    private readonly ILoggerFactory _loggers;

    internal DevHsm(string folder, string? modulePath, ILoggerFactory loggers)
    {
        _folder = folder;
        _modulePath = FindModule(modulePath);
        _loggers = loggers;
        NativeEnvironment.Set("SOFTHSM2_CONF", ConfigurationFile);
    }

    private string ConfigurationFile => Path.Combine(_folder, "softhsm2.conf");

    private string TokenFolder => Path.Combine(_folder, "tokens");

    private string SoPinFile => Path.Combine(_folder, "so-pin");

    private string UserPinFile => Path.Combine(_folder, "user-pin");

    private string ProfileFile => Path.Combine(_folder, "profile.json");

    /// <summary>Makes a new token with new PINs in place of whatever an interrupted start left. Nothing depends on it yet.</summary>
    internal void Provision()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        Directory.CreateDirectory(TokenFolder);
        WriteConfiguration();
        using LockedPages soPin = NewPin();
        using LockedPages userPin = NewPin();
        File.WriteAllBytes(SoPinFile, soPin.DangerousGetSpan());
        File.WriteAllBytes(UserPinFile, userPin.DangerousGetSpan());
        TokenProvisioner.Initialise(Options(), soPin.DangerousGetSpan(), userPin.DangerousGetSpan());
        Interop.Libc.sync(); // software tokens do not do it: a power cut must not take a token away that the store depends on
    }

    /// <summary>Logs in to the token.</summary>
    /// <exception cref="HsmException">The module or the token does not answer, in words.</exception>
    internal HsmProvider Connect()
    {
        if (!File.Exists(UserPinFile))
        {
            throw new StartException($"The PIN {UserPinFile} of the development token is missing; without it the keys of this appliance are lost.");
        }

        WriteConfiguration();
        HsmProfile? known = File.Exists(ProfileFile) ? HsmProfile.Decode(File.ReadAllBytes(ProfileFile)) : null;
        HsmProvider provider = HsmProvider.Connect(Options() with { KnownProfile = known }, ReadPin(), _loggers.CreateLogger<HsmProvider>());
        EnsureKeys(provider);
        byte[] profile = provider.Profile.Encode();
        if (known is null || !profile.AsSpan().SequenceEqual(known.Encode()))
        {
            File.WriteAllBytes(ProfileFile, profile);
        }

        return provider;
    }

    /// <summary>For tokens made before these keys were part of a token.</summary>
    private static void EnsureKeys(HsmProvider provider)
    {
        try
        {
            if (provider.EnsureTokenKey(TokenKey.Audit) | provider.EnsureTokenKey(TokenKey.Ca))
            {
                Interop.Libc.sync();
            }
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }

    private HsmOptions Options() => new()
    {
        ModulePath = _modulePath,
        TokenLabel = TokenLabel,
        InitArguments = Path.GetFileName(_modulePath).StartsWith("libsoftokn3", StringComparison.Ordinal)
            ? $"configdir='sql:{TokenFolder}' certPrefix='' keyPrefix='' secmod='' flags="
            : null,
    };

    /// <summary>Written at each start, because the folder may have been moved.</summary>
    private void WriteConfiguration() => File.WriteAllText(
        ConfigurationFile,
        $"""
        directories.tokendir = {TokenFolder}
        objectstore.backend = file
        log.level = ERROR
        slots.removable = false

        """);

    private LockedPages ReadPin()
    {
        var pin = new LockedPages(PinLength);
        using FileStream file = File.OpenRead(UserPinFile);
        if (file.Length == PinLength && file.ReadAtLeast(pin.DangerousGetSpan(), PinLength, throwOnEndOfStream: false) == PinLength)
        {
            return pin;
        }

        pin.Dispose();
        throw new StartException($"The PIN file {UserPinFile} is damaged: it has {file.Length} bytes instead of {PinLength}.");
    }

    private static LockedPages NewPin()
    {
        var pin = new LockedPages(PinLength);
        Span<byte> text = pin.DangerousGetSpan();
        Span<byte> random = stackalloc byte[PinLength / 2];
        RandomNumberGenerator.Fill(random);
        _ = Convert.TryToHexStringLower(random, text, out _);
        CryptographicOperations.ZeroMemory(random);
        return pin;
    }

    private static string FindModule(string? named)
    {
        if (named is not null)
        {
            string path = Path.GetFullPath(named);
            return File.Exists(path) ? path : throw new StartException($"There is no PKCS#11 module {path}; --hsm-module takes the path of a shared library.");
        }

        return s_softHsmPaths.FirstOrDefault(File.Exists) ?? throw new StartException(
            $"SoftHSM2 was not found at {string.Join(" or ", s_softHsmPaths)}. Type: apt-get install softhsm2 — or name another module with --hsm-module PATH.");
    }
}
