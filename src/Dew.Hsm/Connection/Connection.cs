using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>One login to the token, from its beginning to its loss. Handles and sessions belong to one connection and mean nothing in the next.</summary>
internal sealed unsafe class Connection
{
    private readonly Func<bool> _isModuleStillInitialised;
    private volatile TokenKeys _keys = null!;

    internal Connection(Pkcs11Module module, Func<bool> isModuleStillInitialised)
    {
        Functions = module.Functions;
        _isModuleStillInitialised = isModuleStillInitialised;
    }

    internal CK_FUNCTION_LIST* Functions { get; }

    internal required nuint SlotId { get; init; }

    /// <summary>Counts connections of a provider, from 1.</summary>
    internal required uint Epoch { get; init; }

    internal required OwnerSession Owner { get; init; }

    /// <summary>Replaced when a key was made on the token meanwhile.</summary>
    internal required TokenKeys Keys { get => _keys; set => _keys = value; }

    internal required HsmProfile Profile { get; init; }

    /// <summary>No C_Finalize since: its session handles are its own still, not those of a later connection.</summary>
    internal bool IsModuleStillInitialised => _isModuleStillInitialised();
}
