using System.Security.Cryptography;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;
using static Dew.Hsm.Interop.Pkcs11;
using Status = Dew.Core.Status;

namespace Dew.Hsm.Tests;

/// <summary>Keys for tests: generated, or known ones brought in by C_CreateObject and wrapped by dew-root, so that they travel the real path.</summary>
internal static class TestKeys
{
    internal static async Task<KeyVersionRecord> GenerateAsync(HsmProvider provider, KeySpec spec)
    {
        Assert.SkipUnless(provider.Profile.Supports(spec), $"The module does not support {spec}: {string.Join("; ", provider.Profile.Missing)}");
        GeneratedKey key = (await provider.GenerateKeyAsync(spec)).Value;
        return Record(spec, key.RootGeneration, key.WrappedMaterial, key.PublicKey);
    }

    internal static async Task<KeyHandle> BindNewAsync(HsmProvider provider, KeySpec spec) => provider.Bind(await GenerateAsync(provider, spec));

    internal static unsafe KeyHandle Import(HsmProvider provider, KeySpec spec, byte[] value)
    {
        byte[] wrapped = [];
        Status status = provider.Call(lane =>
        {
            KeyTemplate template = default;
            Describe(ref template, KeyShape.Of(spec)!);
            fixed (byte* v = value)
            {
                template.Bytes(CKA_VALUE, v, value.Length);
                return CreateAndWrap(lane, ref template, out wrapped);
            }
        });
        Assert.Equal(Status.Ok, status);
        return provider.Bind(Record(spec, 1, wrapped, default));
    }

    internal static unsafe KeyHandle ImportRsa(HsmProvider provider, KeySpec spec, RSA key)
    {
        RSAParameters p = key.ExportParameters(includePrivateParameters: true);
        byte[] wrapped = [];
        Status status = provider.Call(lane =>
        {
            KeyTemplate template = default;
            Describe(ref template, KeyShape.Of(spec)!);
            fixed (byte* n = p.Modulus, e = p.Exponent, d = p.D, p1 = p.P, p2 = p.Q, e1 = p.DP, e2 = p.DQ, c = p.InverseQ)
            {
                template.Bytes(CKA_MODULUS, n, p.Modulus!.Length);
                template.Bytes(CKA_PUBLIC_EXPONENT, e, p.Exponent!.Length);
                template.Bytes(CKA_PRIVATE_EXPONENT, d, p.D!.Length);
                template.Bytes(CKA_PRIME_1, p1, p.P!.Length);
                template.Bytes(CKA_PRIME_2, p2, p.Q!.Length);
                template.Bytes(CKA_EXPONENT_1, e1, p.DP!.Length);
                template.Bytes(CKA_EXPONENT_2, e2, p.DQ!.Length);
                template.Bytes(CKA_COEFFICIENT, c, p.InverseQ!.Length);
                return CreateAndWrap(lane, ref template, out wrapped);
            }
        });
        Assert.Equal(Status.Ok, status);
        return provider.Bind(Record(spec, 1, wrapped, key.ExportSubjectPublicKeyInfo()));
    }

    internal static KeyVersionRecord Record(KeySpec spec, uint root, ReadOnlyMemory<byte> wrapped, ReadOnlyMemory<byte> publicKey) => new()
    {
        KeyId = Guid.NewGuid(),
        Version = 1,
        Spec = spec,
        RootGeneration = root,
        WrappedMaterial = wrapped,
        PublicKey = publicKey,
        Created = DateTimeOffset.UtcNow,
    };

    private static void Describe(ref KeyTemplate template, KeyShape shape)
    {
        template.Number(CKA_CLASS, shape.ObjectClass);
        template.Number(CKA_KEY_TYPE, shape.KeyType);
        template.Flag(CKA_TOKEN, false);
        template.Flag(CKA_PRIVATE, true);
        template.Flag(CKA_EXTRACTABLE, true);
    }

    private static unsafe CallResult CreateAndWrap(Lane lane, ref KeyTemplate template, out byte[] wrapped)
    {
        wrapped = [];
        nuint key;
        nuint rv = lane.Functions->C_CreateObject(lane.Session, template.Pointer, template.Count, &key);
        if (rv == CKR_OK)
        {
            rv = KeyMaterial.Wrap(
                lane.Functions, lane.Session, (nuint)lane.Connection.Profile.WrapMechanism, lane.Connection.Keys.Roots[1], key, out wrapped);
            lane.Functions->C_DestroyObject(lane.Session, key);
        }

        return rv == CKR_OK ? CallResult.Ok(0) : CallResult.Failed(rv);
    }
}
