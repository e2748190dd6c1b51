using System.Globalization;
using System.Text;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>Finds the appliance's own keys on the token by their labels.</summary>
internal static unsafe class TokenKeyScan
{
    internal static TokenKeys Find(CK_FUNCTION_LIST* functions, nuint session)
    {
        Dictionary<uint, nuint> roots = [];
        Dictionary<uint, nuint> stores = [];
        foreach (nuint handle in FindAll(functions, session, CKO_SECRET_KEY))
        {
            string label = ReadLabel(functions, session, handle);
            if (TryGeneration(label, TokenKeys.RootPrefix, out uint root))
            {
                roots[root] = handle;
            }
            else if (TryGeneration(label, TokenKeys.StorePrefix, out uint store))
            {
                stores[store] = handle;
            }
        }

        return roots.Count > 0 && stores.Count > 0
            ? new TokenKeys(roots, stores, SigningKeys.Find(functions, session))
            : throw new HsmException("The token has no dew-root and dew-store keys; it was not initialised by this appliance.");
    }

    /// <summary>The token objects of a class, all of them or those with a label.</summary>
    internal static List<nuint> FindAll(CK_FUNCTION_LIST* functions, nuint session, nuint objectClass, string? label = null)
    {
        KeyTemplate template = default;
        template.Number(CKA_CLASS, objectClass);
        template.Flag(CKA_TOKEN, true);
        fixed (byte* l = Encoding.UTF8.GetBytes(label ?? ""))
        {
            if (label is not null)
            {
                template.Bytes(CKA_LABEL, l, Encoding.UTF8.GetByteCount(label));
            }

            Check(functions->C_FindObjectsInit(session, template.Pointer, template.Count));
        }

        List<nuint> found = [];
        nuint* batch = stackalloc nuint[64];
        nuint count;
        do
        {
            Check(functions->C_FindObjects(session, batch, 64, &count));
            found.AddRange(new ReadOnlySpan<nuint>(batch, (int)count));
        }
        while (count > 0);
        Check(functions->C_FindObjectsFinal(session));
        return found;
    }

    private static string ReadLabel(CK_FUNCTION_LIST* functions, nuint session, nuint handle)
    {
        Span<byte> label = stackalloc byte[256];
        // A label longer than that, or none, is none of ours.
        return KeyMaterial.ReadAttribute(functions, session, handle, CKA_LABEL, ref label) == CKR_OK ? Encoding.UTF8.GetString(label) : "";
    }

    private static bool TryGeneration(string label, string prefix, out uint generation)
    {
        generation = 0;
        return label.StartsWith(prefix, StringComparison.Ordinal) &&
            uint.TryParse(label.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out generation) && generation > 0;
    }

    internal static void Check(nuint rv)
    {
        if (rv != CKR_OK)
        {
            throw new HsmException("Looking for the appliance's keys on the token", rv);
        }
    }
}
