using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Fuzz;

/// <summary>A hundred thousand mutated requests with a fixed seed: every answer is HTTP, none is a server error, and the daemon is well afterwards.</summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int Connections = 2;

    private readonly ScratchDirectory _directory = new();

    [Fact]
    public void Mutated_requests_are_answered_in_order_and_harm_nothing()
    {
        using DewdProcess daemon = DewdProcess.Start(_directory.Path);
        (string Operation, string Body)[] good = GoodRequests(daemon);
        long begun = Stopwatch.GetTimestamp();
        FuzzTally[] tallies = new FuzzTally[Connections];
        Parallel.For(0, Connections, new ParallelOptions { MaxDegreeOfParallelism = Connections }, i =>
            tallies[i] = Run(daemon, good, Limits.Seed + i, Limits.FuzzRequests / Connections));

        output.WriteLine(
            $"seed {Limits.Seed}: {tallies.Sum(t => t.Sent)} requests in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s, " +
            $"{tallies.Sum(t => t.Accepted)} accepted, {tallies.Sum(t => t.Closed)} closed without an answer, VmRSS {daemon.ProcStatus("VmRSS")} kB");
        Assert.False(daemon.HasExited, daemon.StandardError);
        string[] wrong = [.. tallies.SelectMany(t => t.Wrong)];
        Assert.True(wrong.Length == 0, string.Join("\n\n", wrong.Take(10)));
        using DewApi api = new(daemon);
        Assert.Empty(api.DoctorComplaints(deep: true));
        api.Call("create-datakey", ("key_id", api.CreateKey("after-fuzz")));
        Assert.InRange(int.Parse(daemon.ProcStatus("VmRSS"), CultureInfo.InvariantCulture), 1, 400_000);
        Assert.Equal(0, daemon.Stop());
    }

    public void Dispose() => _directory.Dispose();

    private static FuzzTally Run(DewdProcess daemon, (string Operation, string Body)[] good, int seed, int count)
    {
        FuzzTally tally = new();
        using DewApi api = new(daemon);
        RequestMutator mutator = new(seed, api.ProjectId, good);
        RawHttp? http = null;
        for (int i = 0; i < count && tally.Wrong.Count < 20 && !daemon.HasExited; i++)
        {
            (byte[] bytes, bool framingMayBeBroken) = mutator.Next();
            http ??= new RawHttp(daemon.SocketPath, TimeSpan.FromSeconds(20));
            try
            {
                http.Send(bytes);
                if (framingMayBeBroken)
                {
                    http.FinishSending();
                }
                tally.Note(i, bytes, http.Read(), framingMayBeBroken);
            }
            catch (SocketException)
            {
                tally.Note(i, bytes, null, framingMayBeBroken);
            }
            catch (Exception e) when (e is InvalidDataException or TimeoutException)
            {
                tally.Complain(i, bytes, e.Message);
            }
            // After a request whose end is in doubt the connection is of no more use.
            if (framingMayBeBroken || tally.LastClosed)
            {
                http.Dispose();
                http = null;
            }
            if (i % 5000 == 0)
            {
                Assert.Equal(200, api.Get("/healthz").Status);
            }
        }
        http?.Dispose();
        return tally;
    }

    /// <summary>One good request of every operation; keys whose generation is slow are left out.</summary>
    private static (string Operation, string Body)[] GoodRequests(DewdProcess daemon)
    {
        using DewApi api = new(daemon);
        string aes = api.CreateKey("fuzz-aes");
        string ec = api.CreateKey("fuzz-ec", "EC_P256");
        string rsa = api.CreateKey("fuzz-rsa", "RSA_2048", "ENCRYPT_DECRYPT");
        string ciphertext = (string)api.Call("encrypt-data", ("key_id", aes), ("plain_text", "fuzz"))["cipher_text"]!;
        string dataKey = (string)api.Call("create-datakey", ("key_id", aes))["cipher_text"]!;
        string signature = (string)api.Call("sign", ("key_id", ec), ("message", "AAAA"), ("signing_algorithm", "ECDSA_SHA_256"), ("message_type", "RAW"))["signature"]!;
        string zeros = new string('0', 128) + "F5A5FD42D16A20302798EF6ED309979B43003D2320D9F0E8EA9831A92759FB4B";
        return
        [
            ("create-key", """{"key_alias":"fuzz-new","key_spec":"AES_256","key_usage":"ENCRYPT_DECRYPT","key_description":"d","origin":"kms","keystore_id":"0"}"""),
            ("describe-key", $$"""{"key_id":"{{aes}}","sequence":"919c82d4-8046-4722-9094-35c3c6524cff"}"""),
            ("list-keys", """{"limit":"5","marker":"0","key_state":"2","key_spec":"ALL","enterprise_project_id":"0"}"""),
            ("enable-key", $$"""{"key_id":"{{ec}}"}"""),
            ("disable-key", $$"""{"key_id":"01234567-89ab-cdef-0123-456789abcdef"}"""),
            ("schedule-key-deletion", """{"key_id":"01234567-89ab-cdef-0123-456789abcdef","pending_days":"7"}"""),
            ("cancel-key-deletion", $$"""{"key_id":"{{aes}}"}"""),
            ("update-key-alias", $$"""{"key_id":"{{ec}}","key_alias":"fuzz-renamed"}"""),
            ("update-key-description", $$"""{"key_id":"{{ec}}","key_description":"described"}"""),
            ("gen-random", """{"random_data_length":"512"}"""),
            ("create-datakey", $$"""{"key_id":"{{aes}}","datakey_length":"512","key_spec":"AES_256","additional_authenticated_data":"aad"}"""),
            ("create-datakey-without-plaintext", $$"""{"key_id":"{{aes}}","datakey_length":"512"}"""),
            ("encrypt-datakey", $$"""{"key_id":"{{aes}}","plain_text":"{{zeros}}","datakey_plain_length":"64"}"""),
            ("decrypt-datakey", $$"""{"key_id":"{{aes}}","cipher_text":"{{dataKey}}","datakey_cipher_length":"32"}"""),
            ("encrypt-data", $$"""{"key_id":"{{aes}}","plain_text":"some text","encryption_algorithm":"SYMMETRIC_DEFAULT"}"""),
            ("encrypt-data", $$"""{"key_id":"{{rsa}}","plain_text":"some text","encryption_algorithm":"RSAES_OAEP_SHA_256"}"""),
            ("decrypt-data", $$"""{"key_id":"{{aes}}","cipher_text":"{{ciphertext}}","encryption_algorithm":"SYMMETRIC_DEFAULT"}"""),
            ("sign", $$"""{"key_id":"{{ec}}","message":"AAAA","signing_algorithm":"ECDSA_SHA_256","message_type":"RAW"}"""),
            ("verify", $$"""{"key_id":"{{ec}}","message":"AAAA","signature":"{{signature}}","signing_algorithm":"ECDSA_SHA_256","message_type":"RAW"}"""),
            ("get-publickey", $$"""{"key_id":"{{ec}}"}"""),
        ];
    }
}
