using System.Net.Sockets;
using System.Text.Json.Nodes;
using Dew.Testing;

namespace Dew.Integration.Tests.Crash;

/// <summary>One client under which the daemon is killed again and again. It owns its keys, so it knows what each must look like.</summary>
internal sealed class CrashWorker(int number, int seed)
{
    /// <summary>How the users that workers make begin.</summary>
    internal const string UserPrefix = "crash-";

    private readonly Random _random = new(seed);
    private int _names;

    internal List<TrackedKey> Keys { get; } = [];

    internal List<Promise> Promises { get; } = [];

    /// <summary>The alias of the create-key that was not answered, or null.</summary>
    internal string? UnansweredCreate { get; set; }

    /// <summary>The answers since the last kill that have to have a record.</summary>
    internal List<Acknowledged> Acknowledged { get; } = [];

    internal long Answered { get; private set; }

    /// <summary>Where this worker's alias begins.</summary>
    internal string Prefix => $"w{number}-";

    /// <summary>Works until the daemon goes away.</summary>
    internal void WorkUntilCut(string stateDirectory)
    {
        try
        {
            using DewApi api = new(stateDirectory, TimeSpan.FromSeconds(30));
            while (true)
            {
                Step(api);
                Answered++;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException)
        {
            // The kill.
        }
    }

    private void Step(DewApi api)
    {
        int dice = _random.Next(100);
        if (Keys.Count == 0 || dice < 10)
        {
            Create(api);
            return;
        }
        if (dice < 12)
        {
            CreateUser(api);
            return;
        }
        TrackedKey key = Keys[Keys.Count > 12 && _random.Next(4) != 0 ? _random.Next(Keys.Count - 12, Keys.Count) : _random.Next(Keys.Count)];
        switch (dice)
        {
            case < 20:
                Change(api, key, "update-key-alias", key.Look with { Alias = NewName() }, k => k.State != "4", ("key_alias", null));
                break;
            case < 27:
                Change(api, key, "update-key-description", key.Look with { Description = NewName() }, k => k.State != "4", ("key_description", null));
                break;
            case < 34:
                Change(api, key, "disable-key", key.Look with { State = "3" }, k => k.State == "2");
                break;
            case < 44:
                Change(api, key, "enable-key", key.Look with { State = "2" }, k => k.State == "3");
                break;
            case < 48:
                Change(api, key, "schedule-key-deletion", key.Look with { State = "4" }, k => k.State != "4", ("pending_days", "7"));
                break;
            case < 55:
                Change(api, key, "cancel-key-deletion", key.Look with { State = "3" }, k => k.State == "4");
                break;
            default:
                Use(api, key);
                break;
        }
    }

    private void Create(DewApi api)
    {
        string alias = NewName();
        string spec = _random.Next(4) switch { 0 => "EC_P256", 1 => "HMAC_256", _ => "AES_256" };
        UnansweredCreate = alias;
        string id = (string)Granted(api, "create-key", ("key_alias", alias), ("key_spec", spec))["key_info"]!["key_id"]!;
        UnansweredCreate = null;
        Keys.Add(new TrackedKey { Id = id, Spec = spec, Alias = alias });
    }

    private void CreateUser(DewApi api)
    {
        string name = UserPrefix + NewName();
        HttpAnswer answer = api.Require("POST", "/appliance/v1/iam/users", DewApi.Body(("name", name)));
        Acknowledged.Add(new Acknowledged(answer.Headers["x-request-id"], "createUser", name, Done: true));
    }

    /// <summary>Asks for an operation that has to be carried out.</summary>
    private JsonNode Granted(DewApi api, string operation, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        HttpAnswer answer = Ask(api, operation, DewApi.Body(members));
        return answer.Status == 200 ? answer.Json : throw new InvalidOperationException($"{operation} answered {answer}");
    }

    private HttpAnswer Ask(DewApi api, string operation, JsonObject body)
    {
        HttpAnswer answer = api.PostRaw(operation, body.ToJsonString());
        string resource = (string?)body["key_id"] ?? (string)answer.Json["key_info"]!["key_id"]!;
        Acknowledged.Add(new Acknowledged(answer.Headers["x-request-id"], TraceName(operation), resource, answer.Status == 200));
        return answer;
    }

    /// <summary>createKey for create-key.</summary>
    private static string TraceName(string operation)
    {
        string[] words = operation.Split('-');
        return string.Concat(words.Skip(1).Select(static word => char.ToUpperInvariant(word[0]) + word[1..]).Prepend(words[0]));
    }

    /// <summary>Asks for a change and expects it granted or refused as the key's state says.</summary>
    private void Change(
        DewApi api, TrackedKey key, string operation, (string Alias, string Description, string State) after, Func<TrackedKey, bool> allowed, (string Name, string? Value)? extra = null)
    {
        bool granted = allowed(key);
        key.InFlight = granted ? after : null;
        JsonObject body = DewApi.Body(("key_id", key.Id));
        if (extra is { } member)
        {
            body[member.Name] = member.Value ?? (member.Name == "key_alias" ? after.Alias : after.Description);
        }
        HttpAnswer answer = Ask(api, operation, body);
        if ((answer.Status == 200) != granted)
        {
            throw new InvalidOperationException($"{operation} on a key in state {key.State} answered {answer}");
        }
        if (granted)
        {
            key.Adopt(after);
        }
    }

    private void Use(DewApi api, TrackedKey key)
    {
        if (!key.Enabled)
        {
            if (key.CanWrap && Ask(api, "create-datakey", DewApi.Body(("key_id", key.Id))) is { Status: not 400 } refused)
            {
                throw new InvalidOperationException($"a key in state {key.State} made a data key: {refused}");
            }
        }
        else if (key.CanSign)
        {
            string message = Convert.ToBase64String(BitConverter.GetBytes(_random.NextInt64()));
            JsonNode signed = Granted(api, "sign", ("key_id", key.Id), ("message", message), ("signing_algorithm", "ECDSA_SHA_256"), ("message_type", "RAW"));
            Promises.Add(new Promise(key.Id, PromiseKind.Signature, message, (string)signed["signature"]!));
        }
        else if (key.CanWrap && _random.Next(2) == 0)
        {
            JsonNode made = Granted(api, "create-datakey", ("key_id", key.Id));
            Promises.Add(new Promise(key.Id, PromiseKind.DataKey, (string)made["plain_text"]!, (string)made["cipher_text"]!));
        }
        else if (key.CanWrap)
        {
            string text = "text " + _random.NextInt64();
            JsonNode made = Granted(api, "encrypt-data", ("key_id", key.Id), ("plain_text", text));
            Promises.Add(new Promise(key.Id, PromiseKind.Data, text, (string)made["cipher_text"]!));
        }
        else
        {
            api.Call("describe-key", ("key_id", key.Id));
        }
    }

    private string NewName() => $"{Prefix}{_names++}";
}
