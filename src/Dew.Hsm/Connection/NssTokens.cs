namespace Dew.Hsm;

/// <summary>
/// Where NSS softokn differs as a token: configured through the reserved string of C_Initialize, always present in slot 2, named by
/// dbTokenDescription, and initialised by an SO who first logs in with the empty PIN.
/// </summary>
internal static class NssTokens
{
    internal static bool Recognises(HsmOptions options) =>
        options.InitArguments is not null || Path.GetFileName(options.ModulePath).StartsWith("libsoftokn3", StringComparison.Ordinal);

    /// <summary>The reserved string, with the token's label in it unless it names one itself.</summary>
    internal static string? InitArguments(HsmOptions options) =>
        options.InitArguments is not { } arguments || arguments.Contains("dbTokenDescription=", StringComparison.Ordinal)
            ? options.InitArguments
            : $"{arguments} dbTokenDescription='{options.TokenLabel.Replace("'", "\\'", StringComparison.Ordinal)}'";
}
