namespace Dew.Core.Ports;

/// <summary>The store's way to change anything. One batch is open at a time, which <see cref="Changes"/> ensures.</summary>
public interface IStore
{
    /// <summary>Starts a change. Nothing of it is visible, or survives a crash, until <see cref="IStoreBatch.Commit"/>.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    IStoreBatch Begin();
}
