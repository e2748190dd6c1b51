using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class CiphertextHeaderTests : KmsTest
{
    /// <summary>The documented layout, byte by byte: ciphertexts outlive programs.</summary>
    [Fact]
    public void The_layout_is_the_documented_one()
    {
        byte[] header = new byte[CiphertextHeader.Size];
        new CiphertextHeader(
            CiphertextPurpose.DataKey, AdditionalDataKind.Context, 0x0304, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), 0x0A0B0C0D).Write(header);

        Assert.Equal(
            "010102020403000000112233445566778899AABBCCDDEEFF0D0C0B0A" + new string('0', 2 * 68),
            Convert.ToHexString(header));
    }

    [Fact]
    public void Writing_leaves_nothing_of_what_was_there()
    {
        byte[] header = [.. Enumerable.Repeat((byte)0xFF, CiphertextHeader.Size)];

        new CiphertextHeader(CiphertextPurpose.Data, AdditionalDataKind.None, 1, Guid.Empty, 1).Write(header);

        Assert.Equal(new byte[68], header[28..]);
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(4096, 4096)]
    public void A_header_is_read_as_it_was_written(int plaintextLength, int padded)
    {
        var header = new CiphertextHeader(CiphertextPurpose.Data, AdditionalDataKind.Text, plaintextLength, Guid.NewGuid(), 3);
        byte[] ciphertext = new byte[CiphertextHeader.FullSize + padded];
        header.Write(ciphertext);

        Assert.True(CiphertextHeader.TryRead(ciphertext, out CiphertextHeader read));
        Assert.Equal(header, read);
    }

    [Fact]
    public async Task A_ciphertext_begins_with_its_header()
    {
        Guid keyId = await CreateIdAsync();

        Assert.True(CiphertextHeader.TryRead(await EncryptAsync(keyId, Bytes(33), Text("a")), out CiphertextHeader header));

        Assert.Equal(new CiphertextHeader(CiphertextPurpose.Data, AdditionalDataKind.Text, 33, keyId, 1), header);
    }
}
