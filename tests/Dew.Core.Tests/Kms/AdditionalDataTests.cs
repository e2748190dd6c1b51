using System.Buffers.Binary;
using System.Text;
using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class AdditionalDataTests : KmsTest
{
    private static readonly (string, string) s_tenant = ("tenant", "blue");
    private static readonly (string, string) s_purpose = ("purpose", "backup");

    [Fact]
    public async Task What_was_bound_to_a_text_is_decrypted_with_it() =>
        Assert.Equal(Status.Ok, await OpenAsync(Text("orders"), Text("orders")));

    [Fact]
    public async Task What_was_bound_to_a_context_is_decrypted_with_it() =>
        Assert.Equal(Status.Ok, await OpenAsync(Context(s_tenant, s_purpose), Context(s_tenant, s_purpose)));

    [Fact]
    public async Task The_order_of_a_context_does_not_matter() =>
        Assert.Equal(Status.Ok, await OpenAsync(Context(s_tenant, s_purpose), Context(s_purpose, s_tenant)));

    [Fact]
    public async Task Another_text_is_refused() => Assert.Equal(Status.CiphertextInvalid, await OpenAsync(Text("orders"), Text("Orders")));

    [Fact]
    public async Task A_missing_text_is_refused() => Assert.Equal(Status.CiphertextInvalid, await OpenAsync(Text("orders"), NoAad));

    [Fact]
    public async Task A_missing_context_is_refused() => Assert.Equal(Status.CiphertextInvalid, await OpenAsync(Context(s_tenant), NoAad));

    [Fact]
    public async Task A_text_that_was_not_bound_is_refused() => Assert.Equal(Status.CiphertextInvalid, await OpenAsync(NoAad, Text("orders")));

    [Fact]
    public async Task A_context_that_was_not_bound_is_refused() => Assert.Equal(Status.CiphertextInvalid, await OpenAsync(NoAad, Context(s_tenant)));

    [Fact]
    public async Task A_context_without_one_of_its_members_is_refused() =>
        Assert.Equal(Status.CiphertextInvalid, await OpenAsync(Context(s_tenant, s_purpose), Context(s_tenant)));

    [Fact]
    public async Task A_context_with_another_value_is_refused() =>
        Assert.Equal(Status.CiphertextInvalid, await OpenAsync(Context(s_tenant), Context(("tenant", "red"))));

    [Fact]
    public async Task A_context_whose_names_and_values_run_together_alike_is_another_one() =>
        Assert.Equal(Status.CiphertextInvalid, await OpenAsync(Context(("ab", "c")), Context(("a", "bc"))));

    [Fact]
    public async Task A_context_is_no_text_even_of_the_same_bytes()
    {
        AdditionalData text = AdditionalData.FromText([.. Framed("tenant"), .. Framed("blue")]);

        Assert.Equal(Status.CiphertextInvalid, await OpenAsync(Context(s_tenant), text));
        Assert.Equal(Status.CiphertextInvalid, await OpenAsync(text, Context(s_tenant)));
    }

    [Fact]
    public async Task An_empty_text_is_not_the_same_as_none()
    {
        Assert.Equal(Status.CiphertextInvalid, await OpenAsync(Text(""), NoAad));
        Assert.Equal(Status.CiphertextInvalid, await OpenAsync(NoAad, Text("")));
    }

    [Fact]
    public async Task Additional_data_may_be_long()
    {
        string text = new('x', 100_000);

        Assert.Equal(Status.Ok, await OpenAsync(Text(text), Text(text)));
        Assert.Equal(Status.CiphertextInvalid, await OpenAsync(Text(text), Text(text + "x")));
    }

    [Fact]
    public async Task The_order_of_a_context_is_by_its_characters_and_not_by_a_language() =>
        Assert.Equal(Status.Ok, await OpenAsync(
            Context(("a", "1"), ("B", "2"), ("ä", "3")),
            Context(("ä", "3"), ("a", "1"), ("B", "2"))));

    /// <summary>Seals and opens, as data and as a data key; both must come to the same.</summary>
    private async Task<Status> OpenAsync(AdditionalData sealing, AdditionalData opening)
    {
        Guid keyId = await CreateIdAsync();
        byte[] ciphertext = await EncryptAsync(keyId, Bytes(20), sealing);
        (_, byte[] dataKey) = (await Crypto.CreateDataKeyAsync(keyId, 256, sealing)).Take();

        Outcome<Plaintext> data = await DecryptAsync(ciphertext, opening);
        Outcome<Plaintext> key = await Crypto.DecryptDataKeyAsync(keyId, dataKey, 32, opening);
        if (data.IsOk)
        {
            data.Take();
            key.Take();
        }

        Assert.Equal(data.Status, key.Status);
        return data.Status;
    }

    private static byte[] Framed(string text)
    {
        byte[] framed = [0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)];
        BinaryPrimitives.WriteInt32LittleEndian(framed, framed.Length - 4);
        return framed;
    }
}
