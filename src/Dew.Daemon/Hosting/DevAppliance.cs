using System.Security.Cryptography;
using Dew.Core;
using Dew.Core.Appliance;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Core.Kms;
using Dew.Hsm;
using Dew.SecureMemory;
using Dew.Storage;

namespace Dew.Daemon.Hosting;

/// <summary>Brings a development appliance up in its folder: new, or as it was left, however the daemon ended.</summary>
/// <remarks>
/// The store says whether the appliance is initialised, and becomes so in one write at the very end. Before that everything else may be
/// thrown away and made anew, so a start that was killed at any point is simply done again.
/// </remarks>
internal sealed class DevAppliance : IDisposable
{
    private const int StoreKeyLength = 32;
    private const string Region = "local-1";

    private readonly StoreFile _file;

    private DevAppliance(StoreFile file, HsmProvider hsm, DewStore store, bool isNew)
    {
        _file = file;
        IsNew = isNew;
        Hsm = hsm;
        Store = store;
        var ring = new KeyRing(store, hsm);
        Audit = new AuditTrail(store, TimeProvider.System);
        Changes = new Changes(store, Audit);
        Keys = new KeyService(store, hsm, ring, Changes, TimeProvider.System);
        Directory = new DirectoryService(store, store, Changes, store.Identity, TimeProvider.System);
        State = new ApplianceState.Operational(store.Identity, Keys, new KeyAccess(ring), new CryptoService(hsm, ring), Audit);
    }

    /// <summary>Whether this is its first start.</summary>
    internal bool IsNew { get; }

    internal HsmProvider Hsm { get; }

    internal DewStore Store { get; }

    internal AuditTrail Audit { get; }

    internal Changes Changes { get; }

    internal DirectoryService Directory { get; }

    internal KeyService Keys { get; }

    internal ApplianceState.Operational State { get; }

    internal static DevAppliance Start(DevDirectory folder, string? modulePath, ILoggerFactory loggers)
    {
        var devHsm = new DevHsm(folder.Hsm, modulePath, loggers);
        StoreFile file = StoreFile.Open(folder.Store, loggers.CreateLogger<StoreFile>());
        HsmProvider? hsm = null;
        try
        {
            bool isNew = !file.IsInitialised;
            if (isNew)
            {
                devHsm.Provision();
            }

            hsm = devHsm.Connect();
            DewStore store = isNew ? Initialise(file, hsm) : Unlock(file, hsm);
            return new DevAppliance(file, hsm, store, isNew);
        }
        catch
        {
            hsm?.Dispose();
            file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Changes.Dispose();
        Store.Dispose();
        _file.Dispose();
        Hsm.Dispose();
    }

    private static DewStore Unlock(StoreFile file, HsmProvider hsm)
    {
        using var storeKey = new LockedPages(StoreKeyLength);
        hsm.OpenStoreKey(file.Bootstrap!.SealedStoreKey.Span, file.Bootstrap.StoreKeyGeneration, storeKey.DangerousGetSpan());
        return file.Unlock(storeKey.DangerousGetSpan());
    }

    private static DewStore Initialise(StoreFile file, HsmProvider hsm)
    {
        using var storeKey = new LockedPages(StoreKeyLength);
        RandomNumberGenerator.Fill(storeKey.DangerousGetSpan());
        byte[] sealedStoreKey = hsm.SealStoreKey(storeKey.DangerousGetSpan(), out uint generation);
        var identity = new ApplianceIdentity(NewId(), NewId(), Region);
        file.Initialise(sealedStoreKey, generation, storeKey.DangerousGetSpan(), identity);
        return file.Unlock(storeKey.DangerousGetSpan());
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
