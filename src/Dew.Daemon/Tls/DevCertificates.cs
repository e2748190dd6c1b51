using Dew.Core;
using Dew.Core.Certificates;
using Dew.Core.Identity;
using Dew.Daemon.Hosting;

namespace Dew.Daemon.Tls;

/// <summary>The authority of a development appliance, and the files of DIR/tls that its clients need.</summary>
internal sealed class DevCertificates
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DevCertificates(string folder, CertificateAuthority authority)
    {
        Folder = folder;
        Authority = authority;
    }

    /// <summary>DIR/tls.</summary>
    internal string Folder { get; }

    internal CertificateAuthority Authority { get; }

    /// <summary>Opens the authority and writes its certificate, and certificate and key of the built-in administrator unless they are there and good.</summary>
    /// <exception cref="StartException">The HSM did not sign.</exception>
    internal static async ValueTask<DevCertificates> OpenAsync(DevDirectory folder, DevAppliance appliance)
    {
        string tls = Directory.CreateDirectory(Path.Combine(folder.Path, "tls"), OwnerOnly).FullName;
        CertificateAuthority authority = Require(await CertificateAuthority.OpenAsync(
            appliance.Hsm, new DirectoryCertificateStore(appliance.Store, appliance.Changes), TimeProvider.System));
        PrivateFile.Replace(Path.Combine(tls, "ca.pem"), PrivateFile.Pem("CERTIFICATE", authority.Certificate.RawData));
        var administrator = new Principal(PrincipalKind.User, BuiltIn.AdminId(appliance.State.Identity.DomainId), BuiltIn.AdminName);
        var files = new ClientKeyFiles(Path.Combine(tls, "client.pem"), Path.Combine(tls, "client-key.pem"));
        Require(await files.EnsureAsync(authority, administrator, TimeProvider.System));
        return new DevCertificates(tls, authority);
    }

    /// <summary>What must be there for a start.</summary>
    /// <exception cref="StartException">It is not, in words.</exception>
    internal static T Require<T>(Outcome<T> outcome) =>
        outcome.TryGet(out T? value, out Failure failure) ? value : throw new StartException($"There are no certificates: {failure.Message}");
}
