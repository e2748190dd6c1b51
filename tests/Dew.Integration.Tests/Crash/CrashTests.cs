using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Crash;

/// <summary>
/// SIGKILL at random moments under mixed load. Afterwards every acknowledged change is there, every acknowledged ciphertext, data key and
/// signature is good, and of the requests that were cut off each was carried out whole or not at all. Every answer has its audit record, every
/// change that is there has one too, and the chain verifies.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Workers = 3;

    private readonly CrashAudit _audit = new();

    [Fact]
    public void What_was_acknowledged_survives_being_killed()
    {
        using ScratchDirectory directory = new("dew-c-");
        Random random = new(Limits.Seed);
        CrashWorker[] workers = [.. Enumerable.Range(0, Workers).Select(i => new CrashWorker(i, random.Next()))];
        double slowest = 0;
        for (int kill = 0; kill < Limits.CrashKills; kill++)
        {
            using DewdProcess daemon = DewdProcess.Start(directory.Path);
            slowest = Math.Max(slowest, daemon.TimeToReady.TotalMilliseconds);
            Compare(directory.Path, workers, random, all: false);
            WorkAndKill(daemon, workers, TimeSpan.FromMilliseconds(random.Next(5, 400)));
        }

        using DewdProcess last = DewdProcess.Start(directory.Path);
        Compare(directory.Path, workers, random, all: true);
        Assert.Equal(0, last.Stop());
        output.WriteLine(
            $"seed {Limits.Seed}: {Limits.CrashKills} kills, {workers.Sum(w => w.Answered)} answers, {workers.Sum(w => w.Keys.Count)} keys, " +
            $"{workers.Sum(w => w.Promises.Count)} ciphertexts, data keys and signatures, {_audit.Records} audit records, slowest start {slowest:F0} ms");
    }

    private static void WorkAndKill(DewdProcess daemon, CrashWorker[] workers, TimeSpan after)
    {
        Exception? wrong = null;
        Thread[] threads = [.. workers.Select(worker => new Thread(() =>
        {
            try
            {
                worker.WorkUntilCut(daemon.StateDirectory);
            }
            catch (Exception e)
            {
                wrong = e;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        threads[0].Join(after);
        daemon.Kill();
        Array.ForEach(threads, thread => thread.Join());
        Assert.True(wrong is null, $"{wrong}\n{daemon.StandardError}");
    }

    private void Compare(string stateDirectory, CrashWorker[] workers, Random random, bool all)
    {
        using DewApi api = new(stateDirectory);
        Dictionary<string, JsonNode> shown = api.AllKeys();
        _audit.Compare(api, workers, shown.Keys);
        foreach (CrashWorker worker in workers)
        {
            CompareKeys(api, shown, worker);
            Adopt(api, shown, worker);
        }
        Assert.True(shown.Count == 0, $"keys that nobody asked for: {string.Join(", ", shown.Values.Select(k => k.ToJsonString()))}");
        Assert.Empty(api.DoctorComplaints(deep: true));
        foreach (CrashWorker worker in workers)
        {
            if (all)
            {
                EnableAll(api, worker);
            }
            CheckPromises(api, worker, random, all);
        }
    }

    private static void CompareKeys(DewApi api, Dictionary<string, JsonNode> shown, CrashWorker worker)
    {
        foreach (TrackedKey key in worker.Keys)
        {
            Assert.True(shown.Remove(key.Id, out JsonNode? listed), $"the acknowledged key {key.Alias} is gone");
            Assert.True(key.Allows(Look(listed)), $"acknowledged {key.Look}, in flight {key.InFlight}, shown {Look(listed)}");
            if (key.InFlight is not null)
            {
                JsonNode described = api.Call("describe-key", ("key_id", key.Id))["key_info"]!;
                Assert.Equal(Look(listed), Look(described));
            }
            key.Adopt(Look(listed));
        }
    }

    /// <summary>A create-key that was not answered left either a whole, usable key or nothing.</summary>
    private static void Adopt(DewApi api, Dictionary<string, JsonNode> shown, CrashWorker worker)
    {
        if (worker.UnansweredCreate is not { } alias)
        {
            return;
        }
        worker.UnansweredCreate = null;
        KeyValuePair<string, JsonNode> found = shown.FirstOrDefault(k => (string?)k.Value["key_alias"] == alias);
        if (found.Key is not null)
        {
            shown.Remove(found.Key);
            worker.Keys.Add(new TrackedKey { Id = found.Key, Alias = alias, Spec = (string)found.Value["key_spec"]! });
        }
        else
        {
            // The name must be free, or half a key was left behind.
            string id = api.CreateKey(alias);
            worker.Keys.Add(new TrackedKey { Id = id, Alias = alias, Spec = "AES_256" });
        }
        UseOnce(api, worker.Keys[^1]);
    }

    private static void UseOnce(DewApi api, TrackedKey key)
    {
        if (key.CanWrap)
        {
            api.Call("create-datakey", ("key_id", key.Id));
        }
        else if (key.CanSign)
        {
            api.Call("sign", ("key_id", key.Id), ("message", "AAAA"), ("signing_algorithm", "ECDSA_SHA_256"), ("message_type", "RAW"));
        }
    }

    private static void EnableAll(DewApi api, CrashWorker worker)
    {
        foreach (TrackedKey key in worker.Keys)
        {
            if (key.State == "4")
            {
                api.Call("cancel-key-deletion", ("key_id", key.Id));
                key.State = "3";
            }
            if (key.State == "3")
            {
                api.Call("enable-key", ("key_id", key.Id));
                key.State = "2";
            }
            UseOnce(api, key);
        }
    }

    /// <summary>The latest answers and some of the older ones; at the end all of them.</summary>
    private static void CheckPromises(DewApi api, CrashWorker worker, Random random, bool all)
    {
        Dictionary<string, TrackedKey> keys = worker.Keys.ToDictionary(key => key.Id);
        IEnumerable<Promise> checkedNow = all || worker.Promises.Count < 60
            ? worker.Promises
            : [.. worker.Promises.TakeLast(30), .. Enumerable.Range(0, 30).Select(_ => worker.Promises[random.Next(worker.Promises.Count)])];
        foreach (Promise promise in checkedNow)
        {
            if (keys[promise.KeyId].Enabled)
            {
                Assert.True(Holds(api, promise), $"not kept: {promise}");
            }
        }
    }

    private static bool Holds(DewApi api, Promise promise) => promise.Kind switch
    {
        PromiseKind.Data => (string?)api.Call("decrypt-data", ("cipher_text", promise.Made))["plain_text"] == promise.Given,
        PromiseKind.DataKey => string.Equals(
            (string?)api.Call("decrypt-datakey", ("key_id", promise.KeyId), ("cipher_text", promise.Made), ("datakey_cipher_length", "32"))["data_key"],
            promise.Given,
            StringComparison.OrdinalIgnoreCase),
        _ => (string?)api.Call(
            "verify",
            ("key_id", promise.KeyId), ("message", promise.Given), ("signature", promise.Made),
            ("signing_algorithm", "ECDSA_SHA_256"), ("message_type", "RAW"))["signature_valid"] == "true",
    };

    private static (string Alias, string Description, string State) Look(JsonNode key) =>
        ((string)key["key_alias"]!, (string?)key["key_description"] ?? "", (string)key["key_state"]!);
}
