using Dew.Protocol.Signing;

namespace Dew.Protocol.Tests.Signing;

/// <summary>The published check vector for verifiers: one request, signed with both algorithms.</summary>
internal static class CheckVector
{
    internal const string AccessKey = "AKTESTAKTESTAKTEST00";
    internal const string Project = "2b31ed5200000000ebedb6e570000000";
    internal const string Path = $"/v1.0/{Project}/kms/list-keys";
    internal const string Host = "127.0.0.1";
    internal const string Date = "20261123T021230Z";
    internal const string SignedHeaders = "host;x-project-id;x-sdk-date";
    internal const string PayloadHash = "5da3e54a11d46caa96965abe7fc12ed01fdd123ee6a07b882e1378970c6b744b";
    internal const string CanonicalHash = "53f29877c80073c8eff76e72de9c38dea811ce41e532fd946cc03141b4de5e16";
    internal const string Signature = "37d1eb13e186b6e4b46f8954e5ede5f42326ad0fd98a1cc779b366d20220c449";
    internal const string Scope = "20261123/local-1/kms";
    internal const string DerivedKey = "9c4907de1ff57c401d92d736dddf9cd00d8b31c75556e428bab6629e364fe065";
    internal const string DerivedSignature = "4345264cd745edfcbc1e0a7ecdc5d0fa9f60b83136d6d6b21dae71c959b7780b";

    internal static ReadOnlySpan<byte> SecretKey => "SKTESTsktestSKTESTsktestSKTESTsktest0000"u8;

    internal static ReadOnlySpan<byte> Body => "{\"limit\":\"10\",\"key_spec\":\"ALL\"}"u8;

    /// <summary>The SHA-256 of the vector's canonical request as the code under test writes it.</summary>
    internal static void HashCanonical(Span<byte> hash)
    {
        Span<byte> payload = stackalloc byte[32];
        Dew.Protocol.Signing.PayloadHash.Compute(Body, payload);
        var canonical = new CanonicalRequest("POST");
        canonical.Path(Path, PathForm.Decoded);
        canonical.TryQuery("");
        canonical.Header("host", Host);
        canonical.Header("x-project-id", Project);
        canonical.Header("x-sdk-date", Date);
        canonical.Finish(SignedHeaders, payload);
        canonical.Hash(hash);
        canonical.Dispose();
    }
}
