using System.Text;
using Dew.Core.Ports;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>Makes a token of this appliance: label, PINs, and the appliance's own keys. Administration, so through Pkcs11Interop.</summary>
public static class TokenProvisioner
{
    private const int LabelSize = 32;

    /// <summary>Initialises a free token and generates dew-root-1, dew-store-1, dew-audit and dew-ca in it.</summary>
    /// <param name="options">The module, and the label the token gets.</param>
    /// <param name="soPin">The security officer's PIN. NSS knows none and ignores it.</param>
    /// <param name="userPin">The user PIN.</param>
    /// <exception cref="HsmException">In words: the label exists already, no free token, or the module refused.</exception>
    public static void Initialise(HsmOptions options, ReadOnlySpan<byte> soPin, ReadOnlySpan<byte> userPin)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        byte[] so = CopyPinned(soPin);
        byte[] user = CopyPinned(userPin);
        Pkcs11Module module = Pkcs11Module.Acquire(options);
        try
        {
            IPkcs11Library library = Pkcs11Library.Load(options.ModulePath);
            ISlot slot = NssTokens.Recognises(options) ? InitialiseNss(library, options, user) : Initialise(library, options, so, user);
            MakeKeys(module, slot, user);
        }
        catch (Pkcs11Exception refused)
        {
            throw new HsmException($"Making the token '{options.TokenLabel}' failed: {refused.Method} answered {CkrName.Of((nuint)refused.RV)}.", refused);
        }
        finally
        {
            Array.Clear(so);
            Array.Clear(user);
            module.Release();
        }
    }

    private static ISlot Initialise(IPkcs11Library library, HsmOptions options, byte[] soPin, byte[] userPin)
    {
        ISlot? free = null;
        foreach (ISlot slot in library.GetSlotList(SlotsType.WithTokenPresent))
        {
            ITokenInfo token = slot.GetTokenInfo();
            RefuseIfExists(token, options);
            free ??= token.TokenFlags.TokenInitialized ? null : slot;
        }

        if (free is null)
        {
            throw new HsmException($"The module {options.ModulePath} has no free token to initialise.");
        }

        byte[] label = new byte[LabelSize];
        label.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(options.TokenLabel, label);
        free.InitToken(soPin, label);

        // Modules may number slots anew when a token is initialised (SoftHSM2 does), so it is looked for by its label.
        ISlot made = FindByLabel(library, options.TokenLabel);
        SetUserPin(made, soPin, userPin);
        return made;
    }

    private static ISlot InitialiseNss(IPkcs11Library library, HsmOptions options, byte[] userPin)
    {
        ISlot slot = FindByLabel(library, options.TokenLabel);
        if (slot.GetTokenInfo().TokenFlags.UserPinInitialized)
        {
            RefuseIfExists(slot.GetTokenInfo(), options);
        }

        SetUserPin(slot, [], userPin);
        return slot;
    }

    private static void RefuseIfExists(ITokenInfo token, HsmOptions options)
    {
        if (token.TokenFlags.TokenInitialized && token.Label == options.TokenLabel)
        {
            throw new HsmException($"There is a token '{options.TokenLabel}' already (serial {token.SerialNumber}); it is left as it is.");
        }
    }

    private static ISlot FindByLabel(IPkcs11Library library, string label) =>
        library.GetSlotList(SlotsType.WithTokenPresent).FirstOrDefault(slot => slot.GetTokenInfo().Label == label) ??
        throw new HsmException($"The token '{label}' is not there.");

    private static void SetUserPin(ISlot slot, byte[] soPin, byte[] userPin)
    {
        using ISession session = slot.OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_SO, soPin);
        try
        {
            session.InitPin(userPin);
        }
        finally
        {
            session.Logout();
        }
    }

    private static unsafe void MakeKeys(Pkcs11Module module, ISlot slot, byte[] userPin)
    {
        using ISession session = slot.OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_USER, userPin);
        try
        {
            ApplianceKeys.GenerateRoot(session, 1);
            ApplianceKeys.GenerateStore(session, 1);
            foreach (TokenKey key in SigningKeys.All)
            {
                nuint rv = SigningKeys.Generate(module.Functions, (nuint)session.SessionId, key);
                if (rv != CKR_OK)
                {
                    throw new HsmException($"Generating {SigningKeys.LabelOf(key)} on the token", rv);
                }
            }
        }
        finally
        {
            session.Logout();
        }
    }

    private static byte[] CopyPinned(ReadOnlySpan<byte> pin)
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(pin.Length, pinned: true);
        pin.CopyTo(copy);
        return copy;
    }
}
