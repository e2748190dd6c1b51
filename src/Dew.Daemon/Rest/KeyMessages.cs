using System.Globalization;
using Dew.Core.Appliance;
using Dew.Core.Kms;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Keys in the words of the API: every value a string (reference sections 1 and 2.15).</summary>
internal static class KeyMessages
{
    internal static KeyDetails Details(KeyRecord key, ApplianceIdentity identity) => new()
    {
        KeyId = key.Id.ToString(),
        DomainId = identity.DomainId,
        KeyAlias = key.Alias,
        Realm = identity.Region,
        KeySpec = key.Spec.Name(),
        KeyUsage = key.Usage.Name(),
        KeyDescription = key.Description,
        CreationDate = Time(key.Created),
        ScheduledDeletionDate = key.DeletionDue is { } due ? Time(due) : "",
        KeyState = State(key.State),
        DefaultKeyFlag = "0",
        KeyType = "1",
        ExpirationTime = "",
        Origin = "kms",
        KeyRotationEnabled = "false",
        EnterpriseProjectId = key.EnterpriseProjectId,
        KeystoreId = key.KeystoreId,
    };

    internal static string State(KeyState state) => Number((long)state);

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Epoch milliseconds; the vendor's text says seconds, all its examples are milliseconds (reference section 17, trap 4).</summary>
    private static string Time(DateTimeOffset time) => Number(time.ToUnixTimeMilliseconds());
}
