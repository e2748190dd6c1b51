using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Identity;

/// <summary>A signature is good for one use, and for a repeated one of the same moment.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void A_signature_is_refused_once_the_grace_for_repeated_requests_is_over()
    {
        using SignedDaemon running = new();
        using SignedApi api = running.Sign();
        SdkRequest request = api.Operation("list-keys");
        HttpAnswer answer = api.Send(request);
        Assert.Equal(200, answer.Status);
        Assert.Equal(200, api.Send(request).Status);

        Assert.True(Poll.Until(() => (answer = api.Send(request)).Status != 200, TimeSpan.FromSeconds(15)), "a signature could be used again and again");

        Refused.Unauthenticated(answer, "was used before");
        using SignedApi overSocket = running.Sign(overSocket: true);
        Refused.Unauthenticated(overSocket.Send(request), "was used before");
        Assert.Equal(200, api.Post("list-keys").Status);
    }

    [Fact]
    public void A_signature_that_was_used_before_a_restart_is_refused_after_it()
    {
        using ScratchDirectory directory = new("dew-i-");
        SdkRequest request;
        using (DewdProcess first = DewdProcess.Start(directory.Path))
        {
            using SignedApi api = new(first, SignedApi.SocketOf(first), AccessKeyPair.OfAdministrator(directory.Path));
            request = api.Operation("list-keys", DateTimeOffset.UtcNow.AddSeconds(-30));
            Assert.Equal(200, api.Send(request).Status);
            first.Kill();
        }

        using DewdProcess second = DewdProcess.Start(directory.Path);
        using SignedApi again = new(second, SignedApi.SocketOf(second), AccessKeyPair.OfAdministrator(directory.Path));
        Refused.Unauthenticated(again.Send(request), "used before");
        Assert.Equal(200, again.Post("list-keys").Status);
    }
}
