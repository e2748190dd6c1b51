using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests;

/// <summary>Taking outcomes apart: the value and its slot's bytes, or the failure.</summary>
internal static class Results
{
    internal static T Ok<T>(this Outcome<T> outcome)
    {
        Assert.True(outcome.IsOk, $"{outcome.Status}: {outcome.Message}");
        return outcome.Value;
    }

    internal static Failure FailsWith<T>(this Outcome<T> outcome, Status status)
    {
        Assert.Equal(status, outcome.Status);
        Assert.NotEqual("", outcome.Message);
        return outcome.Failure;
    }

    internal static byte[] Take(this Outcome<Ciphertext> outcome)
    {
        using Ciphertext ciphertext = outcome.Ok();
        return Copy(ciphertext);
    }

    internal static byte[] Take(this Outcome<Plaintext> outcome)
    {
        using Plaintext plaintext = outcome.Ok();
        return plaintext.DangerousGetSpan().ToArray();
    }

    internal static byte[] Take(this Outcome<Signature> outcome)
    {
        using Signature signature = outcome.Ok();
        byte[] bytes = new byte[Signature.MaxLength];
        return bytes[..signature.Write(bytes)];
    }

    internal static (byte[] Plain, byte[] Encrypted) Take(this Outcome<DataKey> outcome)
    {
        using DataKey dataKey = outcome.Ok();
        return (dataKey.DangerousGetSpan().ToArray(), Copy(dataKey.Ciphertext));
    }

    private static byte[] Copy(in Ciphertext ciphertext)
    {
        byte[] bytes = new byte[ciphertext.Length];
        ciphertext.CopyTo(bytes);
        return bytes;
    }
}
