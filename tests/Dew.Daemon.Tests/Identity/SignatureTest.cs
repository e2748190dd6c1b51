using Dew.Core;
using Dew.Daemon.Identity;
using Dew.Protocol.Signing;
using Dew.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Dew.Daemon.Tests.Identity;

/// <summary>A verifier that knows one permanent and one temporary access key.</summary>
public abstract class SignatureTest
{
    protected const string AccessKey = "AKTESTAKTESTAKTEST00";
    protected const string SecretKey = "SKTESTsktestSKTESTsktestSKTESTsktest0000";
    protected const string Temporary = "TEMPORARYACCESSKEY00";
    protected const string Token = "gQpjbi1ub3J0aC00/+sealed=";
    protected const string Project = "2b31ed5200000000ebedb6e570000000";
    protected const string ListKeys = $"/v1.0/{Project}/kms/list-keys";
    protected const string Body = """{"limit":"10","key_spec":"ALL"}""";

    private SignatureVerifier<TestAccessKey>? _verifier;

    internal ManualTime Time { get; } = new(new DateTimeOffset(2026, 11, 23, 2, 12, 30, TimeSpan.Zero));

    internal TestAccessKey Permanent { get; } = new() { Id = AccessKey, Secret = SecretKey };

    internal TestAccessKey Assumed { get; } = new() { Id = Temporary, Secret = "temporary secret", Token = Token };

    internal SignatureOptions Options { get; set; } = new() { Region = "local-1" };

    internal SignatureVerifier<TestAccessKey> Verifier => _verifier ??= Restart();

    internal SignatureVerifier<TestAccessKey> Restart() => _verifier = new(new Source(Permanent, Assumed), Options, Time);

    internal static SdkSigner Signer(SdkKind kind) => new(kind, AccessKey, SecretKey) { ProjectId = Project };

    internal SdkRequest Request(SdkKind kind = SdkKind.Java) => Signer(kind).Request("POST", "127.0.0.1:18080", ListKeys, Time.Now, Body);

    internal static RequestView View(SdkRequest request)
    {
        var headers = new HeaderDictionary();
        foreach ((string name, string value) in request.Headers)
        {
            headers[name] = StringValues.Concat(headers[name], value);
        }

        return new RequestView(request.Method, request.Target, headers);
    }

    internal Outcome<TestAccessKey> Verify(SdkRequest request)
    {
        if (!Verifier.Begin(View(request)).TryGet(out PendingSignature<TestAccessKey> pending, out Failure failure))
        {
            return failure;
        }

        byte[] hash = new byte[PayloadHash.Length];
        PayloadHash.Compute(request.Body, hash);
        return Verifier.Complete(pending, hash);
    }

    internal void AssertAccepted(SdkRequest request)
    {
        Outcome<TestAccessKey> outcome = Verify(request);
        Assert.True(outcome.IsOk, outcome.Message);
    }

    internal void AssertRefused(Failure expected, SdkRequest request)
    {
        Outcome<TestAccessKey> outcome = Verify(request);
        Assert.False(outcome.IsOk, "the request was accepted");
        Assert.Equal(expected, outcome.Failure);
    }

    private sealed class Source(TestAccessKey permanent, TestAccessKey temporary) : IAccessKeySource<TestAccessKey>
    {
        public TestAccessKey? Find(ReadOnlySpan<char> accessKey) => accessKey.SequenceEqual(permanent.Id) ? permanent : null;

        public TestAccessKey? FindTemporary(ReadOnlySpan<char> accessKey, string securityToken) =>
            accessKey.SequenceEqual(temporary.Id) && securityToken == temporary.Token ? temporary : null;
    }
}
