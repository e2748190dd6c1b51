using System.Security.Cryptography;
using Dew.Core;
using Dew.Core.Ports;
using Xunit;
using static Dew.Hsm.Interop.Pkcs11;
using Status = Dew.Core.Status;

namespace Dew.Hsm.Tests;

/// <summary>The appliance's own signing keys. Each test has a provider of its own, because some take keys away.</summary>
public abstract class TokenKeyContract(ModuleFixture module)
{
    private static readonly byte[] s_digest = SHA256.HashData("signed by the token"u8);

    [Theory]
    [InlineData(TokenKey.Audit)]
    [InlineData(TokenKey.Ca)]
    public async Task A_signature_verifies_with_the_public_key(TokenKey key)
    {
        using HsmProvider provider = Connect();
        provider.EnsureTokenKey(key);
        Assert.True(Verifies(provider, key, (await provider.SignAsync(key, s_digest)).Value));
        Assert.False(Verifies(provider, key, (await provider.SignAsync(key, SHA256.HashData("another"u8))).Value));
    }

    [Fact]
    public void Each_purpose_has_a_key_of_its_own()
    {
        using HsmProvider provider = Connect();
        provider.EnsureTokenKey(TokenKey.Audit);
        provider.EnsureTokenKey(TokenKey.Ca);
        Assert.False(provider.PublicKey(TokenKey.Audit).Span.SequenceEqual(provider.PublicKey(TokenKey.Ca).Span));
    }

    [Fact]
    public async Task A_missing_key_is_a_failure_in_words_and_can_be_made()
    {
        using HsmProvider provider = Connect();
        Remove(provider, TokenKey.Ca, CKO_PRIVATE_KEY, CKO_PUBLIC_KEY);
        Rescan(provider);
        Outcome<byte[]> missing = await provider.SignAsync(TokenKey.Ca, s_digest);
        Assert.Equal(Status.HsmFailed, missing.Status);
        Assert.Contains("dew-ca", missing.Message, StringComparison.Ordinal);
        Assert.True(provider.PublicKey(TokenKey.Ca).IsEmpty);

        Assert.True(provider.EnsureTokenKey(TokenKey.Ca));
        Assert.False(provider.EnsureTokenKey(TokenKey.Ca));
        Assert.True(Verifies(provider, TokenKey.Ca, (await provider.SignAsync(TokenKey.Ca, s_digest)).Value));
    }

    [Theory]
    [InlineData(3)] // CKO_PRIVATE_KEY
    [InlineData(2)] // CKO_PUBLIC_KEY
    public async Task A_half_left_by_a_killed_generation_is_passed_over(uint lost)
    {
        using HsmProvider provider = Connect();
        provider.EnsureTokenKey(TokenKey.Ca);
        Remove(provider, TokenKey.Ca, lost);
        Rescan(provider);
        Assert.True(provider.PublicKey(TokenKey.Ca).IsEmpty);

        Assert.True(provider.EnsureTokenKey(TokenKey.Ca));
        Assert.True(Verifies(provider, TokenKey.Ca, (await provider.SignAsync(TokenKey.Ca, s_digest)).Value));
    }

    [Fact]
    public async Task Of_two_pairs_every_connection_takes_the_same()
    {
        byte[] before;
        using (HsmProvider provider = Connect())
        {
            provider.EnsureTokenKey(TokenKey.Ca);
            Add(provider, TokenKey.Ca);
            Add(provider, TokenKey.Ca);
            Rescan(provider);
            before = provider.PublicKey(TokenKey.Ca).ToArray();
            Assert.True(Verifies(provider, TokenKey.Ca, (await provider.SignAsync(TokenKey.Ca, s_digest)).Value));
        }

        using HsmProvider again = Connect();
        Assert.Equal(before, again.PublicKey(TokenKey.Ca).ToArray());
        Assert.True(Verifies(again, TokenKey.Ca, (await again.SignAsync(TokenKey.Ca, s_digest)).Value));
    }

    [Fact]
    public unsafe void The_private_half_is_sensitive_and_stays_inside()
    {
        using HsmProvider provider = Connect();
        provider.EnsureTokenKey(TokenKey.Ca);
        nuint rv = CKR_OK;
        byte extractable = CK_TRUE;
        byte sensitive = CK_FALSE;
        provider.Call(lane =>
        {
            nuint handle = lane.Connection.Keys.Signing[TokenKey.Ca].Handle;
            Span<byte> value = stackalloc byte[256];
            rv = KeyMaterial.ReadAttribute(lane.Functions, lane.Session, handle, CKA_VALUE, ref value);
            Span<byte> flag = stackalloc byte[1];
            Assert.Equal(CKR_OK, KeyMaterial.ReadAttribute(lane.Functions, lane.Session, handle, CKA_EXTRACTABLE, ref flag));
            extractable = flag[0];
            flag = stackalloc byte[1];
            Assert.Equal(CKR_OK, KeyMaterial.ReadAttribute(lane.Functions, lane.Session, handle, CKA_SENSITIVE, ref flag));
            sensitive = flag[0];
            return CallResult.Ok(0);
        });
        Assert.NotEqual(CKR_OK, rv);
        Assert.Equal((CK_FALSE, CK_TRUE), (extractable, sensitive));
    }

    [Fact]
    public async Task A_digest_of_another_length_is_a_defect_of_the_caller()
    {
        using HsmProvider provider = Connect();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await provider.SignAsync(TokenKey.Audit, new byte[31]));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await provider.SignAsync(TokenKey.Unset, s_digest));
    }

    internal static bool Verifies(HsmProvider provider, TokenKey key, byte[] signature)
    {
        using ECDsa verifier = ECDsa.Create();
        verifier.ImportSubjectPublicKeyInfo(provider.PublicKey(key).Span, out _);
        return verifier.VerifyHash(s_digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private HsmProvider Connect() => ModuleFixture.Connect(module.Options with { KnownProfile = module.Provider.Profile });

    private static unsafe void Add(HsmProvider provider, TokenKey key) => Assert.Equal(Status.Ok, provider.Call(
        lane => SigningKeys.Generate(lane.Functions, lane.Session, key) == CKR_OK ? CallResult.Ok(0) : CallResult.Failed(CKR_FUNCTION_FAILED)));

    private static unsafe void Remove(HsmProvider provider, TokenKey key, params nuint[] classes) => Assert.Equal(Status.Ok, provider.Call(lane =>
    {
        foreach (nuint objectClass in classes)
        {
            foreach (nuint handle in TokenKeyScan.FindAll(lane.Functions, lane.Session, objectClass, SigningKeys.LabelOf(key)))
            {
                Assert.Equal(CKR_OK, lane.Functions->C_DestroyObject(lane.Session, handle));
            }
        }

        return CallResult.Ok(0);
    }));

    private static unsafe void Rescan(HsmProvider provider) => provider.Call(lane =>
    {
        lane.Connection.Keys = TokenKeyScan.Find(lane.Functions, lane.Session);
        return CallResult.Ok(0);
    });
}
