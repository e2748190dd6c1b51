using Dew.Core;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Microsoft.Extensions.Logging;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <content>Making and unloading keys.</content>
public sealed partial class HsmProvider
{
    /// <inheritdoc/>
    public async ValueTask<Outcome<GeneratedKey>> GenerateKeyAsync(KeySpec spec)
    {
        if (KeyShape.Of(spec) is not { } shape || !Profile.Supports(spec))
        {
            string reason = Profile.Missing.FirstOrDefault(m => m.StartsWith($"{spec}:", StringComparison.Ordinal)) ?? $"{spec}: unknown";
            return new Failure(Status.KeySpecInvalid, $"The HSM cannot make this kind of key ({reason}).");
        }

        GeneratedKey? made = null;
        var request = new CallRequest(lane => Generate(lane, shape, out made));
        Status status = await request.RunAsync(_administration, _registry);
        return status == Status.Ok ? made! : new Failure(status, $"The HSM did not make the key ({status}).");
    }

    /// <inheritdoc/>
    public void Unload(KeyHandle handle)
    {
        if (handle is not LoadedKey key)
        {
            throw new ArgumentException("The handle was bound by another provider.", nameof(handle));
        }

        long start = _options.TimeProvider.GetTimestamp();
        while (_connector.Current is { } connection && key.IsLoadedIn(connection.Epoch))
        {
            bool inUse = false;
            Status status = Call(lane => Destroy(lane, key, out inUse));
            if (status == Status.Ok && !inUse)
            {
                return;
            }

            if (_options.TimeProvider.GetElapsedTime(start) > _options.Deadline)
            {
                LogNotUnloaded(key.Version.KeyId, key.Version.Version, status);
                return;
            }

            Thread.Sleep(1);
        }
    }

    private static unsafe CallResult Generate(Lane lane, KeyShape shape, out GeneratedKey? made)
    {
        made = null;
        Connection connection = lane.Connection;
        CK_FUNCTION_LIST* functions = connection.Functions;
        uint generation = connection.Keys.NewestRoot;
        nuint rv = KeyMaterial.Generate(functions, lane.Session, shape, out nuint key, out nuint publicKey);
        if (rv != CKR_OK)
        {
            return CallResult.Failed(rv);
        }

        byte[] publicInfo = [];
        rv = KeyMaterial.Wrap(
            functions, lane.Session, (nuint)connection.Profile.WrapMechanism, connection.Keys.Roots[generation], key, out byte[] wrapped);
        if (rv == CKR_OK && shape.IsPair)
        {
            rv = KeyMaterial.ReadPublicKey(functions, lane.Session, shape, publicKey, out publicInfo, out _);
        }

        // If destroying fails the connection is failing, and the session objects go with it.
        _ = functions->C_DestroyObject(lane.Session, key);
        _ = shape.IsPair ? functions->C_DestroyObject(lane.Session, publicKey) : CKR_OK;
        if (rv != CKR_OK)
        {
            return CallResult.Failed(rv);
        }

        made = new GeneratedKey(generation, wrapped, publicInfo);
        return CallResult.Ok(0);
    }

    private unsafe CallResult Destroy(Lane lane, LoadedKey key, out bool inUse)
    {
        inUse = !_keys.TryRemove(key, out nuint handle);
        if (inUse || handle == 0)
        {
            return CallResult.Ok(0);
        }

        nuint rv = lane.Functions->C_DestroyObject(lane.Session, handle);
        return rv == CKR_OK ? CallResult.Ok(0) : CallResult.Failed(rv);
    }

    [LoggerMessage(42, LogLevel.Warning, "Key {KeyId} version {Version} stays loaded in the HSM until it is evicted ({Status}).")]
    private partial void LogNotUnloaded(Guid keyId, uint version, Status status);
}
