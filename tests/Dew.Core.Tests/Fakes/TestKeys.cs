using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Core.Tests.Fakes;

/// <summary>Key material for tests. RSA keys are made once a run for each size, because making them takes long; all others are fresh.</summary>
internal static class TestKeys
{
    private static readonly ConcurrentDictionary<KeySpec, Lazy<GeneratedKey>> s_rsa = new();

    internal static GeneratedKey Generate(KeySpec spec) => spec switch
    {
        KeySpec.Aes256 or KeySpec.Hmac256 => Secret(32),
        KeySpec.Hmac384 => Secret(48),
        KeySpec.Hmac512 => Secret(64),
        KeySpec.EcP256 => Ec(ECCurve.NamedCurves.nistP256),
        KeySpec.EcP384 => Ec(ECCurve.NamedCurves.nistP384),
        _ => s_rsa.GetOrAdd(spec, static s => new Lazy<GeneratedKey>(() => NewRsa(s))).Value,
    };

    private static GeneratedKey Secret(int length) => new(RootGeneration: 1, RandomNumberGenerator.GetBytes(length), default);

    private static GeneratedKey Ec(ECCurve curve)
    {
        using var ecdsa = ECDsa.Create(curve);
        return new GeneratedKey(RootGeneration: 1, ecdsa.ExportPkcs8PrivateKey(), ecdsa.ExportSubjectPublicKeyInfo());
    }

    private static GeneratedKey NewRsa(KeySpec spec)
    {
        using var rsa = RSA.Create(spec.ModulusLength() * 8);
        return new GeneratedKey(RootGeneration: 1, rsa.ExportPkcs8PrivateKey(), rsa.ExportSubjectPublicKeyInfo());
    }
}
