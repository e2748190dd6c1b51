using System.Security.Cryptography;
using System.Text;
using Dew.Core;
using Dew.Core.Appliance;
using Dew.Core.Audit;
using Dew.Core.Identity;

namespace Dew.Daemon.Hosting;

/// <summary>
/// The administrator of a development appliance: the access key of admin.json is one of the directory, and on the Unix sockets root and the
/// user who started the daemon are the administrator.
/// </summary>
internal static partial class DevAdministrator
{
    private const uint Root = 0;
    private const string KeyDescription = "admin.json";

    /// <summary>Makes file and directory agree. Cut off at any point, it is done at the next start.</summary>
    internal static async Task EnsureAsync(
        string adminFile, ApplianceIdentity identity, DirectoryService directory, IReadOnlyList<ConfiguredPeer> peers, ILogger logger)
    {
        await directory.EnsureBuiltInAsync();
        IReadOnlyList<ConfiguredPeer> unknown = await directory.UseConfiguredPeersAsync([.. peers.Concat([PeerOf(Root), PeerOf(Interop.Libc.geteuid())]).DistinctBy(static peer => peer.Peer)]);
        foreach (ConfiguredPeer peer in unknown)
        {
            LogUnknownUser(logger, peer.Peer, peer.User);
        }

        AdminCredentials credentials = AdminFile.Ensure(adminFile, identity);
        string admin = BuiltIn.AdminId(identity.DomainId);
        byte[] secret = Encoding.ASCII.GetBytes(credentials.SecretKey);
        try
        {
            if (IsKnown(directory, credentials.AccessKey, secret))
            {
                return;
            }

            foreach (AccessKey old in directory.ListAccessKeys(admin).Value.Where(static key => key.Description == KeyDescription))
            {
                Require(await directory.DeleteAccessKeyAsync(CallContext.OfSystem(Traces.Iam("deleteAccessKey", "accessKey")), old.Id));
            }

            Require(await directory.ImportAccessKeyAsync(
                CallContext.OfSystem(Traces.Iam("createAccessKey", "accessKey")), admin, credentials.AccessKey, secret, KeyDescription));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static ConfiguredPeer PeerOf(uint userId) => new(new PeerId(PeerKind.User, userId), BuiltIn.AdminName);

    private static bool IsKnown(DirectoryService directory, string accessKey, ReadOnlySpan<byte> secret)
    {
        if (directory.FindAccessKey(accessKey) is not { } known || !known.TryOpenSecret(out SecretLease lease))
        {
            return false;
        }

        using (lease)
        {
            return CryptographicOperations.FixedTimeEquals(lease.DangerousGetSpan(), secret);
        }
    }

    private static void Require(Outcome<AccessKey> outcome)
    {
        if (!outcome.TryGet(out _, out Failure failure))
        {
            throw new StartException($"The access key of admin.json cannot be taken into the directory: {failure.Message} Move admin.json away to get a new one.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The configuration says that {Peer} is {User}, but there is no such user: this peer is nobody until there is.")]
    private static partial void LogUnknownUser(ILogger logger, PeerId peer, string user);
}
