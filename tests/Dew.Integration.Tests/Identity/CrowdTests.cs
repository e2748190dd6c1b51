using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Identity;

/// <summary>A thousand clients of which most are slow or bad: every one of them is refused or closed, and those who behave are served.</summary>
public sealed class CrowdTests(ITestOutputHelper output)
{
    private const int SlowHeaders = 300;
    private const int SlowBodies = 200;
    private const int Silent = 250;
    private const int Bad = 250;
    private const int GoodRequests = 600;
    private const int GoodClients = 2;

    /// <summary>What slow clients are given: ten seconds for headers, five and some for bodies. The rest is for a machine that is busy.</summary>
    private static readonly TimeSpan s_allGone = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_thousand_slow_and_bad_clients_do_not_keep_others_from_being_served()
    {
        using SignedDaemon running = new();
        using DewApi administrator = running.Connect();
        string keyId = administrator.CreateKey("in-the-crowd");
        using SignedApi signing = running.Sign();
        List<Socket> crowd = [];
        try
        {
            List<Socket> slow = [];
            slow.AddRange(Connect(running, crowd, SlowHeaders, "GET /healthz HTTP/1.1\r\nHost: dew\r\nX-Slow: "u8.ToArray()));
            slow.AddRange(Connect(running, crowd, SlowBodies, BodyThatNeverEnds(signing)));
            List<Socket> silent = Connect(running, crowd, Silent, []);
            List<Socket> bad = Connect(running, crowd, Bad, "\0\u0001 not http at all\r\n\r\n"u8.ToArray());
            Assert.Equal(SlowHeaders + SlowBodies + Silent + Bad, crowd.Count);

            using CancellationTokenSource over = new();
            Thread trickle = new(() => Trickle(slow, over.Token));
            trickle.Start();
            int[] right = Serve(running, keyId);
            bool badAreGone = Poll.Until(() => bad.TrueForAll(IsClosed), s_allGone);
            bool slowAreGone = Poll.Until(() => slow.TrueForAll(IsClosed), s_allGone);
            over.Cancel();
            trickle.Join();

            Assert.All(right, count => Assert.Equal(GoodRequests, count));
            Assert.True(badAreGone, $"{bad.Count(static socket => !IsClosed(socket))} bad clients are still connected");
            Assert.True(slowAreGone, $"{slow.Count(static socket => !IsClosed(socket))} slow clients are still connected");
            Assert.Equal(GoodRequests, Serve(running, keyId)[0]);
            output.WriteLine($"{silent.Count(IsClosed)} of {Silent} silent clients were closed too");
        }
        finally
        {
            crowd.ForEach(static socket => socket.Dispose());
        }

        Assert.Equal(0, running.Daemon.Stop());
        Assert.DoesNotContain("defect", running.Daemon.StandardError, StringComparison.Ordinal);
    }

    /// <summary>Good clients at the same time, one over HTTP and one over the socket. How many right answers each got.</summary>
    private static int[] Serve(SignedDaemon running, string keyId)
    {
        int[] right = new int[GoodClients];
        Thread[] clients = [.. Enumerable.Range(0, GoodClients).Select(i => new Thread(() => right[i] = CountRight(running, keyId, overSocket: i % 2 == 1)))];
        Array.ForEach(clients, static client => client.Start());
        Array.ForEach(clients, static client => client.Join());
        return right;
    }

    private static int CountRight(SignedDaemon running, string keyId, bool overSocket)
    {
        int right = 0;
        using SignedApi api = running.Sign(kind: overSocket ? SdkKind.Node : SdkKind.DotNet, overSocket: overSocket);
        for (int i = 0; i < GoodRequests / 2; i++)
        {
            string text = $"text {i}";
            HttpAnswer encrypted = api.Post("encrypt-data", ("key_id", keyId), ("plain_text", text));
            right += encrypted.Status == 200 ? 1 : 0;
            JsonNode? opened = encrypted.Status == 200 ? api.Post("decrypt-data", ("cipher_text", (string)encrypted.Json["cipher_text"]!)).Json : null;
            right += (string?)opened?["plain_text"] == text ? 1 : 0;
        }

        return right;
    }

    private static List<Socket> Connect(SignedDaemon running, List<Socket> crowd, int count, byte[] first)
    {
        List<Socket> sockets = [];
        for (int i = 0; i < count; i++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            crowd.Add(socket);
            sockets.Add(socket);
            socket.Connect(running.Daemon.HttpEndPoint);
            socket.Send(first);
        }

        return sockets;
    }

    /// <summary>Signed, because an unsigned request is answered before its body is read.</summary>
    private static byte[] BodyThatNeverEnds(SignedApi api)
    {
        byte[] whole = api.Operation("list-keys").With("Content-Length", "60000").ToHttp1();
        return whole[..^1];
    }

    /// <summary>One byte a second to each, as slow as a client can be that wants to look alive.</summary>
    private static void Trickle(List<Socket> slow, CancellationToken over)
    {
        byte[] one = Encoding.ASCII.GetBytes("x");
        do
        {
            foreach (Socket socket in slow)
            {
                try
                {
                    socket.Send(one);
                }
                catch (SocketException)
                {
                    // Closed, as it should be.
                }
            }
        }
        while (!over.WaitHandle.WaitOne(TimeSpan.FromSeconds(1)));
    }

    /// <summary>Reads away what was answered; closed when there is an end or an error behind it.</summary>
    private static bool IsClosed(Socket socket)
    {
        byte[] answer = new byte[4096];
        try
        {
            while (socket.Poll(0, SelectMode.SelectRead))
            {
                if (socket.Receive(answer) == 0)
                {
                    return true;
                }
            }

            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
