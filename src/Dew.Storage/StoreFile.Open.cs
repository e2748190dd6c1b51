using Dew.Core;
using Dew.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dew.Storage;

public sealed partial class StoreFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Opens the store of a directory, which is created, for its owner alone, if it does not exist.</summary>
    /// <param name="directory">The directory; nothing else may lie in it.</param>
    /// <param name="logger">Told of what is worth an operator's attention.</param>
    /// <exception cref="StoreException">The store is in use, damaged, of a newer format, or cannot be written.</exception>
    public static StoreFile Open(string directory, ILogger? logger = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        directory = Path.GetFullPath(directory);
        PrepareDirectory(directory);
        Database database = Database.Open(directory);
        try
        {
            uint? format = ReadFormat(database);
            StoreBootstrap? bootstrap = format is null
                ? RequireEmpty(database)
                : MetaFormat.DecodeBootstrap(
                    database.Get(Family.Meta, RecordKeys.Bootstrap) ??
                    throw RecordName.Damaged(Family.Meta, RecordKeys.Bootstrap, "it is missing."));
            var file = new StoreFile(database, format, bootstrap, logger ?? NullLogger.Instance);
            if (database.TornBytes > 0)
            {
                file.LogTorn(directory, database.TornBytes);
            }

            return file;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// RocksDB makes files that the process's umask rules; that nobody else can enter the directory protects them whatever it is.
    /// </summary>
    private static void PrepareDirectory(string directory)
    {
        try
        {
            System.IO.Directory.CreateDirectory(directory, OwnerOnly);
            File.SetUnixFileMode(directory, OwnerOnly);
            if (!File.Exists(Path.Combine(directory, "CURRENT")) && System.IO.Directory.EnumerateFiles(directory, "*.sst").Any())
            {
                throw new StoreException(
                    Status.StoreDamaged, $"The store in {directory} is damaged: its file CURRENT is missing. A new store is not made over its data.");
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(Status.StoreUnwritable, $"The store in {directory} cannot be opened: {refused.Message}", refused);
        }
    }

    private static uint? ReadFormat(Database database)
    {
        uint? format = database.Get(Family.Meta, RecordKeys.Format) is { } value ? MetaFormat.DecodeFormat(value) : null;
        if (format is 0 or > CurrentFormat)
        {
            throw new StoreException(
                Status.StoreDamaged,
                $"The store in {database.Directory} has format {format}; this program reads formats 1 to {CurrentFormat}. " +
                "Use the program that wrote it, or a newer one.");
        }

        return database.ForeignFamilies is []
            ? format
            : throw new StoreException(
                Status.StoreDamaged,
                $"The store in {database.Directory} has records that this program does not know ({string.Join(", ", database.ForeignFamilies)}). " +
                "Use the program that wrote it, or a newer one.");
    }

    /// <summary>A store without a format that has records is a damaged one; it must not pass for a new one.</summary>
    private static StoreBootstrap? RequireEmpty(Database database)
    {
        foreach (Family family in Family.All)
        {
            using FamilyWalk walk = database.Walk(family);
            if (walk.First())
            {
                throw RecordName.Damaged(Family.Meta, RecordKeys.Format, $"it is missing, while {family.Name} has records.");
            }
        }

        return null;
    }
}
