using System.Security.Cryptography;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class PublicKeyTests : KmsTest
{
    [Theory]
    [InlineData(KeySpec.Rsa2048, KeyUsage.SignVerify)]
    [InlineData(KeySpec.Rsa2048, KeyUsage.EncryptDecrypt)]
    [InlineData(KeySpec.Rsa3072, KeyUsage.SignVerify)]
    [InlineData(KeySpec.Rsa4096, KeyUsage.SignVerify)]
    [InlineData(KeySpec.EcP256, KeyUsage.SignVerify)]
    [InlineData(KeySpec.EcP384, KeyUsage.SignVerify)]
    public async Task The_public_key_is_the_one_the_provider_made(KeySpec spec, KeyUsage usage)
    {
        Guid keyId = await CreateIdAsync(spec, usage);

        string pem = Keys.GetPublicKey(keyId).Ok();

        Assert.Equal(Store.FindVersion(keyId, 1)!.PublicKey.ToArray(), Parse(pem, spec));
    }

    [Fact]
    public async Task The_PEM_has_lines_of_64_columns_ended_by_LF()
    {
        string pem = Keys.GetPublicKey(await CreateIdAsync(KeySpec.Rsa4096)).Ok();

        Assert.StartsWith("-----BEGIN PUBLIC KEY-----\n", pem, StringComparison.Ordinal);
        Assert.EndsWith("\n-----END PUBLIC KEY-----\n", pem, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', pem);
        string[] body = pem.Split('\n')[1..^2];
        Assert.All(body[..^1], static line => Assert.Equal(64, line.Length));
        Assert.InRange(body[^1].Length, 1, 64);
    }

    [Fact]
    public async Task The_PEM_of_the_largest_key_is_within_the_limit_of_the_API() =>
        Assert.InRange(Keys.GetPublicKey(await CreateIdAsync(KeySpec.Rsa4096)).Ok().Length, 1, 1000);

    [Theory]
    [InlineData(KeyState.Disabled, Status.KeyDisabled)]
    [InlineData(KeyState.PendingDeletion, Status.KeyPendingDeletion)]
    public async Task The_public_key_of_a_key_that_is_not_enabled_is_refused(KeyState state, Status expected) =>
        Keys.GetPublicKey(await CreateInAsync(state, KeySpec.EcP256)).FailsWith(expected);

    [Fact]
    public async Task A_symmetric_key_has_no_public_key() => Keys.GetPublicKey(await CreateIdAsync()).FailsWith(Status.SymmetricUnsupported);

    [Fact]
    public async Task An_HMAC_key_has_no_public_key() =>
        Keys.GetPublicKey(await CreateIdAsync(KeySpec.Hmac256)).FailsWith(Status.HmacUnsupported);

    [Fact]
    public void An_unknown_key_is_not_found() => Keys.GetPublicKey(Guid.NewGuid()).FailsWith(Status.KeyNotFound);

    [Theory]
    [InlineData(KeySpec.EcP256)]
    [InlineData(KeySpec.Rsa2048)]
    public void A_public_key_that_cannot_be_read_is_damage_of_the_store(KeySpec spec)
    {
        Guid keyId = PutPublicKey(spec, new byte[] { 0x30, 0x00 });

        StoreException trouble = Assert.Throws<StoreException>(() => Keys.GetPublicKey(keyId));

        Assert.Equal(Status.StoreDamaged, trouble.Status);
    }

    private static byte[] Parse(string pem, KeySpec spec)
    {
        using AsymmetricAlgorithm key = spec.Family() == KeyFamily.Rsa ? RSA.Create() : ECDsa.Create();
        key.ImportFromPem(pem);
        return key.ExportSubjectPublicKeyInfo();
    }
}
