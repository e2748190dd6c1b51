using System.Security.Cryptography;
using System.Text.Json;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Vectors;

/// <summary>Published verification vectors through the service, with the vectors' public keys in the store.</summary>
public sealed class SignatureVectorTests : KmsTest
{
    private const string P256Prefix = "3059301306072A8648CE3D020106082A8648CE3D03010703420004";
    private const string P384Prefix = "3076301006072A8648CE3D020106052B8104002203620004";

    /// <summary>Flags of 'acceptable' cases that we accept; there are none: PKCS#1 signatures without the NULL parameter (RFC 8017 §9.2, note 2) are refused.</summary>
    private static readonly string[] s_acceptedFlags = [];

    private readonly Dictionary<string, Guid> _keys = [];
    private readonly List<string> _disagreements = [];
    private int _checked;

    [Fact]
    public void Wycheproof_ECDSA_P_256_SHA_256_as_DER() =>
        VerifyWycheproof("ecdsa_secp256r1_sha256_test.json", 484, KeySpec.EcP256, SigningAlgorithm.EcdsaSha256);

    [Fact]
    public void Wycheproof_RSA_PSS_2048_SHA_256() =>
        VerifyWycheproof("rsa_pss_2048_sha256_mgf1_32_test.json", 108, KeySpec.Rsa2048, SigningAlgorithm.RsaPssSha256);

    [Fact]
    public void Wycheproof_RSA_PKCS1_2048_SHA_256() =>
        VerifyWycheproof("rsa_signature_2048_sha256_test.json", 259, KeySpec.Rsa2048, SigningAlgorithm.RsaPkcs1Sha256);

    /// <summary>Signatures of fixed length, as the HSM gives them, brought into DER by the code that does so after signing.</summary>
    [Fact]
    public void Wycheproof_ECDSA_P_256_SHA_256_of_fixed_length()
    {
        using JsonDocument file = VectorFiles.Json("wycheproof", "ecdsa_secp256r1_sha256_p1363_test.json");
        foreach ((JsonElement group, JsonElement test) in file.Cases().Where(static c => c.Case.Text("sig").Length == 128))
        {
            byte[] der = new byte[EcdsaSignature.MaxDerLength];
            int length = EcdsaSignature.WriteDer(test.Hex("sig"), der);
            Guid keyId = KeyOf(KeySpec.EcP256, group.GetProperty("publicKeyDer").GetString()!);
            Check(test.GetProperty("tcId").ToString(), test.Text("result") == "valid", keyId, test.Hex("msg"), der[..length], SigningAlgorithm.EcdsaSha256);
        }

        AssertAgreement(atLeast: 200);
    }

    /// <summary>FIPS 186-3 SigVer: the sections of our curves and hashes.</summary>
    [Fact]
    public void CAVP_ECDSA_P_256_and_P_384()
    {
        Dictionary<string, (KeySpec, string, SigningAlgorithm)> sections = new()
        {
            ["[P-256,SHA-256]"] = (KeySpec.EcP256, P256Prefix, SigningAlgorithm.EcdsaSha256),
            ["[P-384,SHA-384]"] = (KeySpec.EcP384, P384Prefix, SigningAlgorithm.EcdsaSha384),
            ["[P-384,SHA-512]"] = (KeySpec.EcP384, P384Prefix, SigningAlgorithm.EcdsaSha512),
        };
        string section = "";
        Dictionary<string, string> values = [];
        foreach (string line in VectorFiles.Lines("cavp", "ECDSA", "FIPS_186-3", "SigVer.rsp").Select(static l => l.Trim()))
        {
            if (line.StartsWith('['))
            {
                section = line;
            }
            else if (line.Split(" = ") is [string name, string value])
            {
                values[name] = value;
                if (name == "Result" && sections.TryGetValue(section, out (KeySpec Spec, string Prefix, SigningAlgorithm Algorithm) kind))
                {
                    string spki = kind.Prefix + values["Qx"] + values["Qy"];
                    byte[] der = Der(values["R"], values["S"], kind.Spec);
                    Check($"{section} {_checked}", value[0] == 'P', KeyOf(kind.Spec, spki), Convert.FromHexString(values["Msg"]), der, kind.Algorithm);
                }
            }
        }

        AssertAgreement(atLeast: 45);
    }

    [Fact]
    public void ACVP_ECDSA_P_256_and_P_384() => VerifyAcvp("ecdsa", "sigVer", atLeast: 3, static (group, test) =>
        (group.Text("curve"), group.Text("hashAlg")) switch
        {
            ("P-256", "SHA2-256") => Ec(KeySpec.EcP256, P256Prefix, SigningAlgorithm.EcdsaSha256, test),
            ("P-384", "SHA2-384") => Ec(KeySpec.EcP384, P384Prefix, SigningAlgorithm.EcdsaSha384, test),
            ("P-384", "SHA2-512") => Ec(KeySpec.EcP384, P384Prefix, SigningAlgorithm.EcdsaSha512, test),
            _ => null,
        });

    [Fact]
    public void ACVP_RSA_PKCS1_and_PSS() => VerifyAcvp("rsa", "sigVer", atLeast: 40, static (group, test) =>
    {
        KeySpec spec = group.GetProperty("modulo").GetInt32() switch
        {
            2048 => KeySpec.Rsa2048,
            3072 => KeySpec.Rsa3072,
            4096 => KeySpec.Rsa4096,
            _ => KeySpec.Unset,
        };
        SigningAlgorithm algorithm = (group.Text("sigType"), group.Text("hashAlg"), group.GetProperty("saltLen").GetInt32()) switch
        {
            ("pkcs1v1.5", "SHA2-256", _) => SigningAlgorithm.RsaPkcs1Sha256,
            ("pkcs1v1.5", "SHA2-384", _) => SigningAlgorithm.RsaPkcs1Sha384,
            ("pkcs1v1.5", "SHA2-512", _) => SigningAlgorithm.RsaPkcs1Sha512,
            ("pss", "SHA2-256", 32) => SigningAlgorithm.RsaPssSha256,
            ("pss", "SHA2-384", 48) => SigningAlgorithm.RsaPssSha384,
            ("pss", "SHA2-512", 64) => SigningAlgorithm.RsaPssSha512,
            _ => SigningAlgorithm.Unset,
        };
        if (spec == KeySpec.Unset || algorithm == SigningAlgorithm.Unset)
        {
            return null;
        }

        using var rsa = RSA.Create(new RSAParameters { Modulus = group.Hex("n"), Exponent = group.Hex("e") });
        return new AcvpCase(spec, Convert.ToHexString(rsa.ExportSubjectPublicKeyInfo()), algorithm, test.Hex("signature"));
    });

    private void VerifyWycheproof(string name, int count, KeySpec spec, SigningAlgorithm algorithm)
    {
        using JsonDocument file = VectorFiles.Json("wycheproof", name);
        foreach ((JsonElement group, JsonElement test) in file.Cases())
        {
            bool expected = test.Text("result") switch
            {
                "valid" => true,
                "invalid" => false,
                _ => test.GetProperty("flags").EnumerateArray().All(static f => s_acceptedFlags.Contains(f.GetString())),
            };
            Guid keyId = KeyOf(spec, group.Text("publicKeyDer"));
            Check(test.GetProperty("tcId").ToString(), expected, keyId, test.Hex("msg"), test.Hex("sig"), algorithm);
        }

        AssertAgreement(atLeast: count);
    }

    private void VerifyAcvp(string name, string mode, int atLeast, Func<JsonElement, JsonElement, AcvpCase?> read)
    {
        using JsonDocument vectors = VectorFiles.Json("acvp", "trimmed", name + ".vectors.json");
        using JsonDocument expected = VectorFiles.Json("acvp", "trimmed", name + ".expected.json");
        for (int set = 1; set < vectors.RootElement.GetArrayLength(); set++)
        {
            if (vectors.RootElement[set].Text("mode") != mode)
            {
                continue;
            }

            Dictionary<(int, int), bool> results = expected.RootElement[set].GetProperty("testGroups").EnumerateArray()
                .SelectMany(static g => g.GetProperty("tests").EnumerateArray().Select(t => (Key: Id(g, t), Passed: t.GetProperty("testPassed").GetBoolean())))
                .ToDictionary(static r => r.Key, static r => r.Passed);
            foreach (JsonElement group in vectors.RootElement[set].GetProperty("testGroups").EnumerateArray())
            {
                foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
                {
                    if (read(group, test) is { } acvp)
                    {
                        Guid keyId = KeyOf(acvp.Spec, acvp.SubjectPublicKeyInfo);
                        Check(Id(group, test).ToString(), results[Id(group, test)], keyId, test.Hex("message"), acvp.Signature, acvp.Algorithm);
                    }
                }
            }
        }

        AssertAgreement(atLeast);
    }

    private static (int Group, int Test) Id(JsonElement group, JsonElement test) =>
        (group.GetProperty("tgId").GetInt32(), test.GetProperty("tcId").GetInt32());

    private static AcvpCase Ec(KeySpec spec, string prefix, SigningAlgorithm algorithm, JsonElement test)
    {
        int digits = spec == KeySpec.EcP256 ? 64 : 96;
        string spki = prefix + test.Text("qx").PadLeft(digits, '0') + test.Text("qy").PadLeft(digits, '0');
        return new AcvpCase(spec, spki, algorithm, Der(test.Text("r"), test.Text("s"), spec));
    }

    private static byte[] Der(string r, string s, KeySpec spec)
    {
        int digits = spec == KeySpec.EcP256 ? 64 : 96;
        byte[] der = new byte[EcdsaSignature.MaxDerLength];
        return der[..EcdsaSignature.WriteDer(Convert.FromHexString(r.PadLeft(digits, '0') + s.PadLeft(digits, '0')), der)];
    }

    private Guid KeyOf(KeySpec spec, string subjectPublicKeyInfo)
    {
        if (!_keys.TryGetValue(subjectPublicKeyInfo, out Guid keyId))
        {
            keyId = PutPublicKey(spec, Convert.FromHexString(subjectPublicKeyInfo));
            _keys.Add(subjectPublicKeyInfo, keyId);
        }

        return keyId;
    }

    private void Check(string id, bool expected, Guid keyId, byte[] message, byte[] signature, SigningAlgorithm algorithm)
    {
        _checked++;
        bool valid;
        try
        {
            valid = Crypto.Verify(keyId, message, isDigest: false, signature, algorithm).Ok();
        }
        catch (StoreException)
        {
            // A point that is not on the curve: such a public key is not believed.
            valid = false;
        }

        if (valid != expected)
        {
            _disagreements.Add(id);
        }
    }

    private void AssertAgreement(int atLeast)
    {
        Assert.Empty(_disagreements);
        Assert.True(_checked >= atLeast, $"only {_checked} cases were found");
    }

    private sealed record AcvpCase(KeySpec Spec, string SubjectPublicKeyInfo, SigningAlgorithm Algorithm, byte[] Signature);
}
