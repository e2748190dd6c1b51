using System.Security.Cryptography;
using System.Text.Json;
using Dew.Core.Appliance;

namespace Dew.Daemon.Hosting;

/// <summary>admin.json: what the administrator's clients of a development appliance need. Readable by the owner alone.</summary>
internal static class AdminFile
{
    private const int AccessKeyLength = 20;
    private const int SecretKeyLength = 40;
    private const string AccessKeyCharacters = "ABCDEFGHIJKLMNOPQRSUVWXYZ0123456789"; // no T: TMP begins temporary ones
    private const string SecretKeyCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Writes the file unless it is there and of this appliance.</summary>
    /// <returns>What is in it.</returns>
    internal static AdminCredentials Ensure(string path, ApplianceIdentity identity)
    {
        if (Read(path) is { } present && present.ProjectId == identity.ProjectId && present.DomainId == identity.DomainId)
        {
            return present;
        }

        var credentials = new AdminCredentials
        {
            ProjectId = identity.ProjectId,
            DomainId = identity.DomainId,
            AccessKey = RandomNumberGenerator.GetString(AccessKeyCharacters, AccessKeyLength),
            SecretKey = RandomNumberGenerator.GetString(SecretKeyCharacters, SecretKeyLength),
        };
        string fresh = path + ".new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, credentials, AdminJson.Default.AdminCredentials);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
        return credentials;
    }

    private static AdminCredentials? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), AdminJson.Default.AdminCredentials);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
