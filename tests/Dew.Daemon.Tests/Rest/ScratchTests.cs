using System.Text;
using Dew.Daemon.Rest;
using Xunit;

namespace Dew.Daemon.Tests.Rest;

public sealed class ScratchTests
{
    [Fact]
    public void Decoded_members_and_the_answer_are_zero_after_use()
    {
        const string secret = "a secret of 24 bytes ...";
        Scratch scratch = Scratch.Rent(bodyLength: 64);
        Encoding.ASCII.GetBytes(secret, scratch.Decoding);
        Encoding.ASCII.GetBytes(secret, scratch.SecondDecoding);
        Memory<byte> answer = scratch.Answer;
        using (var writer = new SecretAnswer(scratch))
        {
            writer.Text("plain_text"u8, new string('x', 3000)).Hex("data_key"u8, Encoding.ASCII.GetBytes(secret));
        }

        scratch.Dispose();

        Assert.False(scratch.Decoding[..64].ContainsAnyExcept((byte)0));
        Assert.False(scratch.SecondDecoding[..64].ContainsAnyExcept((byte)0));
        Assert.False(answer.Span.ContainsAnyExcept((byte)0));
    }
}
