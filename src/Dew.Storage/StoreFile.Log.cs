using Microsoft.Extensions.Logging;

namespace Dew.Storage;

public sealed partial class StoreFile
{
    [LoggerMessage(1, LogLevel.Information, "The store in {Directory} is initialised with format {Format}; dew-store-{Generation} seals its key.")]
    private partial void LogInitialised(string directory, uint format, uint generation);

    [LoggerMessage(2, LogLevel.Information, "The store in {Directory} had format {Before} and has format {Format} now; older programs can no longer open it.")]
    private partial void LogUpgraded(string directory, uint before, uint format);

    [LoggerMessage(3, LogLevel.Warning, "A power cut had torn the last {Bytes} bytes of the log of the store in {Directory}: audit records of the last moments before it are lost. No change that was acknowledged was among them.")]
    private partial void LogTorn(string directory, long bytes);
}
