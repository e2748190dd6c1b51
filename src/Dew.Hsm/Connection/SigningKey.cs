namespace Dew.Hsm;

/// <summary>A signing key of the appliance's own on the token.</summary>
/// <param name="Handle">The private half; means something in its connection only.</param>
/// <param name="PublicKey">The public half as DER SubjectPublicKeyInfo.</param>
internal sealed record SigningKey(nuint Handle, byte[] PublicKey);
