using System.Text.Json;
using Dew.Core;
using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Daemon.Rest;

/// <summary>Members of KMS with names of their own.</summary>
internal sealed partial class RequestFields
{
    private const int MaxName = 255;

    internal KeySpec? KeySpec()
    {
        if (OptionalString("key_spec", MaxName) is not { } name)
        {
            return null;
        }

        if (KeySpecs.TryParse(name, out KeySpec spec))
        {
            return spec;
        }

        Fail(Status.KeySpecInvalid, $"key_spec is not one this appliance makes; accepted are {KeySpecs.AcceptedNames}.");
        return null;
    }

    /// <summary>The member tag: an object of key and value, the value empty if it is absent.</summary>
    internal Tag Tag()
    {
        if (!TryFind("tag", out JsonElement element))
        {
            Fail(Status.ParameterMissing, "tag is missing; it must be an object of key and value.");
            return default;
        }

        if (!RequireKind("tag", element, JsonValueKind.Object, "an object of key and value"))
        {
            return default;
        }

        var members = new RequestFields(element);
        var tag = new Tag(members.RequiredString("key", int.MaxValue), members.OptionalString("value", int.MaxValue) ?? "");
        if (members.HasFailed(out Failure failure))
        {
            Fail(failure.Status, $"tag.{failure.Message}");
        }

        return tag;
    }

    internal KeyUsage? KeyUsage()
    {
        if (OptionalString("key_usage", MaxName) is not { } name)
        {
            return null;
        }

        if (KeyUsages.TryParse(name, out KeyUsage usage))
        {
            return usage;
        }

        Fail(Status.ParameterInvalid, $"key_usage must be one of {KeyUsages.AcceptedNames}.");
        return null;
    }

    internal void RequireKmsOrigin()
    {
        if (OptionalString("origin", MaxName) is { } origin && origin != "kms")
        {
            Fail(Status.ParameterInvalid, "origin must be kms; this version makes all key material in its HSM.");
        }
    }

    /// <summary>Which specification list-keys wants: AES_256 unless it says otherwise.</summary>
    internal KeySpec? KeySpecFilter() => OptionalString("key_spec", MaxName) switch
    {
        null => Core.Kms.KeySpec.Aes256,
        "ALL" => null,
        _ => KeySpec(),
    };

    internal KeyState? KeyStateFilter()
    {
        if (OptionalString("key_state", MaxName) is not { } state)
        {
            return null;
        }

        if (state is [>= '1' and <= '5'])
        {
            return (KeyState)(state[0] - '0');
        }

        Fail(Status.ParameterInvalid, "key_state must be one of \"1\", \"2\", \"3\", \"4\", \"5\".");
        return null;
    }

    internal string? EnterpriseProjectFilter() =>
        OptionalString("enterprise_project_id", MaxName) is { } id && id != "all" ? id : null;

    internal long OptionalMarker()
    {
        const long largest = long.MaxValue / 2;
        long marker = OptionalNumber("marker", Status.MarkerInvalid) ?? 0;
        if (marker is >= 0 and <= largest)
        {
            return marker;
        }

        Fail(Status.MarkerInvalid, "marker must be 0 or more, taken from next_marker.");
        return 0;
    }

    internal EncryptionAlgorithm EncryptionAlgorithm()
    {
        switch (OptionalString("encryption_algorithm", MaxName))
        {
            case null or "SYMMETRIC_DEFAULT":
                return Core.Kms.EncryptionAlgorithm.SymmetricDefault;
            case "RSAES_OAEP_SHA_256":
                return Core.Kms.EncryptionAlgorithm.RsaOaepSha256;
            default:
                Fail(Status.ParameterInvalid, "encryption_algorithm must be SYMMETRIC_DEFAULT or RSAES_OAEP_SHA_256.");
                return default;
        }
    }

    internal SigningAlgorithm SigningAlgorithm()
    {
        if (SigningAlgorithms.TryParse(RequiredString("signing_algorithm", MaxName), out SigningAlgorithm algorithm))
        {
            return algorithm;
        }

        Fail(Status.ParameterInvalid, $"signing_algorithm must be one of {SigningAlgorithms.AcceptedNames}.");
        return default;
    }

    /// <summary>Whether message is a digest, which it is by default.</summary>
    internal bool MessageIsDigest()
    {
        switch (OptionalString("message_type", MaxName))
        {
            case null or "DIGEST":
                return true;
            case "RAW":
                return false;
            default:
                Fail(Status.ParameterInvalid, "message_type must be DIGEST or RAW.");
                return default;
        }
    }

    internal HashName MacAlgorithm(out string name)
    {
        name = RequiredString("mac_algorithm", MaxName);
        if (MacAlgorithms.TryParse(name, out HashName hash))
        {
            return hash;
        }

        Fail(Status.ParameterInvalid, $"mac_algorithm must be one of {MacAlgorithms.AcceptedNames}.");
        return default;
    }

    /// <summary>Bits of a new data key: datakey_length, else what key_spec says, else 256 (reference section 2.15).</summary>
    internal int DataKeyBits()
    {
        const int defaultBits = 256;
        long? length = OptionalNumber("datakey_length", Status.DataKeyLengthInvalid);
        int named = OptionalString("key_spec", MaxName) switch
        {
            null => defaultBits,
            "AES_128" => 128,
            "AES_256" or "HMAC_256" => 256,
            "HMAC_384" => 384,
            "HMAC_512" => 512,
            _ => 0,
        };
        if (named == 0)
        {
            Fail(Status.DataKeySpecInvalid, "key_spec of a data key must be AES_256, AES_128, HMAC_256, HMAC_384 or HMAC_512.");
        }

        return (int)Math.Clamp(length ?? named, -1, int.MaxValue);
    }
}
