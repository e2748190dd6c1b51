using Dew.Core;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>What a visit to the module came to.</summary>
/// <param name="Rv">The module's last answer.</param>
/// <param name="Status">The outcome; <see cref="Core.Status.Unset"/> when <paramref name="Rv"/> has to be judged first.</param>
/// <param name="OutputLength">Bytes in the output buffer.</param>
internal readonly record struct CallResult(nuint Rv, Status Status, int OutputLength)
{
    internal static CallResult Ok(int outputLength) => new(CKR_OK, Status.Ok, outputLength);

    /// <summary>The request is at fault, whatever the module said.</summary>
    internal static CallResult Refused(Status status) => new(CKR_OK, status, 0);

    /// <summary>The module is at fault, or the connection.</summary>
    internal static CallResult Failed(nuint rv) => new(rv, Status.Unset, 0);
}
