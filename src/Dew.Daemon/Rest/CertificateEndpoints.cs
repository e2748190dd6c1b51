using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Certificates;
using Dew.Core.Identity;
using Dew.Daemon.Tls;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Certificates of the appliance's own authority.</summary>
internal sealed class CertificateEndpoints(CertificateAuthority authority, DirectoryService directory, TimeProvider time) : IRouteSource
{
    private const string Root = "/appliance/v1/certificates";
    private const string PemContentType = "application/x-pem-file";
    private const int MaxDays = 3650;

    /// <summary>Who keeps the list fetches it again within a day; revocation itself does not wait for that.</summary>
    private static readonly TimeSpan s_revocationListLife = TimeSpan.FromDays(1);

    private static readonly Trace s_renew = Traces.Iam("renewCertificate", "certificate");

    public IReadOnlyList<Route> Routes =>
    [
        Get("", "dew:certificate:list", ListAsync),
        Change("", "dew:certificate:issue", CertificateAuthority.IssueTrace, IssueAsync, AskedFor),
        Get("/ca", Route.AnyCaller, AuthorityAsync),
        Get("/crl", Route.AnyCaller, RevocationListAsync),
        Get("/{serial}", "dew:certificate:get", ShowAsync, Serial),
        Change("/{serial}/revoke", "dew:certificate:revoke", CertificateAuthority.RevokeTrace, RevokeAsync, Serial) with { BodyIsOptional = true },
        Change("/{serial}/renew", "dew:certificate:renew", s_renew, RenewAsync, Serial) with { BodyIsOptional = true },
    ];

    private static Route Get(string url, string permission, Func<RestRequest, ValueTask> handler, Func<RestRequest, string?>? named = null) => new()
    {
        Method = HttpMethods.Get, Pattern = Root + url, Permission = permission, ResourceName = named, BodyIsOptional = true, Handler = handler,
    };

    private static Route Change(string url, string permission, Trace trace, Func<RestRequest, ValueTask> handler, Func<RestRequest, string?> named) => new()
    {
        Method = HttpMethods.Post, Pattern = Root + url, Permission = permission, ResourceName = named, Trace = trace, Handler = handler,
    };

    private static string? Serial(RestRequest request) => request.Path("serial");

    /// <summary>The permission to issue is asked for whom the certificate is for: policies can say who may make certificates of whom.</summary>
    private static string? AskedFor(RestRequest request) => request.Fields.TextIfValid("user") ?? request.Fields.TextIfValid("service");

    private static ValueTask ReadAsync<T>(RestRequest request, JsonTypeInfo<T> type, Func<T, ValueTask> run)
        where T : class
    {
        T? body = request.Fields.Message(type);
        return request.Fields.HasFailed(out Failure failure) ? request.RefuseAsync(failure) : run(body!);
    }

    private ValueTask ListAsync(RestRequest request)
    {
        DateTimeOffset now = time.GetUtcNow();
        return request.WriteAsync(
            new CertificateListResponse
            {
                Certificates = [.. authority.List().OrderBy(static record => record.IssuedAt).Select(record => CertificateMessages.Show(record, now))],
            },
            CertificateRestJson.Wire.CertificateListResponse);
    }

    private ValueTask ShowAsync(RestRequest request) => AnswerAsync(
        request,
        authority.Find(request.Path("serial")) is { } record ? record : new Failure(Status.CertificateNotFound, "There is no such certificate."));

    private ValueTask IssueAsync(RestRequest request) =>
        ReadAsync(request, CertificateRestJson.Default.IssueCertificateRequest, async body => await AnswerAsync(request, await IssueAsync(request, body)));

    private async ValueTask<Outcome<CertificateRecord>> IssueAsync(RestRequest request, IssueCertificateRequest body)
    {
        if (!ReadRequest(body.Csr).TryGet(out SigningRequest? signing, out Failure failure) || !Life(body.Days).TryGet(out TimeSpan life, out failure))
        {
            return failure;
        }

        switch (body.Kind)
        {
            case "client" when body.Names is null:
                return FindHolder(body).TryGet(out Principal? holder, out failure)
                    ? await authority.IssueClientAsync(request.Call, holder, signing.PublicKey, life)
                    : failure;
            case "server" when body.User is null && body.Service is null:
                return await authority.IssueServerAsync(request.Call, NamesOf(body.Names) ?? signing.Names, signing.PublicKey, life);
            default:
                return new Failure(
                    Status.CertificateRequestInvalid, "kind must be client, with user or service and without names, or server, without user and service.");
        }
    }

    private ValueTask RenewAsync(RestRequest request) => ReadAsync(request, CertificateRestJson.Default.RenewCertificateRequest, async body =>
    {
        SigningRequest? signing = null;
        if ((body.Csr is not null && !ReadRequest(body.Csr).TryGet(out signing, out Failure failure)) || !Life(body.Days).TryGet(out TimeSpan life, out failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        await AnswerAsync(request, await authority.RenewAsync(request.Call, request.Path("serial"), signing?.PublicKey, life));
    });

    private ValueTask RevokeAsync(RestRequest request) => ReadAsync(request, CertificateRestJson.Default.RevokeCertificateRequest, async body =>
    {
        RevocationReason reason = body.Reason is { } word ? CertificateMessages.Reason(word) : RevocationReason.Unspecified;
        if (reason == RevocationReason.Unset)
        {
            await request.RefuseAsync(new Failure(
                Status.CertificateRequestInvalid, $"reason must be one of {string.Join(", ", CertificateMessages.Reasons)}."));
            return;
        }

        await AnswerAsync(request, await authority.RevokeAsync(request.Call, request.Path("serial"), reason));
    });

    private ValueTask AuthorityAsync(RestRequest request) => RestAnswer.WriteTextAsync(
        request.Http, Encoding.ASCII.GetBytes(authority.Certificate.ExportCertificatePem() + "\n"), PemContentType);

    private async ValueTask RevocationListAsync(RestRequest request)
    {
        Outcome<byte[]> building = await authority.BuildRevocationListAsync(s_revocationListLife);
        await (building.TryGet(out byte[]? der, out Failure failure)
            ? RestAnswer.WriteTextAsync(request.Http, Encoding.ASCII.GetBytes(PemEncoding.WriteString("X509 CRL", der) + "\n"), PemContentType)
            : request.RefuseAsync(failure));
    }

    private ValueTask AnswerAsync(RestRequest request, Outcome<CertificateRecord> outcome)
    {
        int status = request.Http.Request.Method == HttpMethods.Post && !request.Http.Request.Path.Value!.EndsWith("/revoke", StringComparison.Ordinal)
            ? StatusCodes.Status201Created
            : StatusCodes.Status200OK;
        DateTimeOffset now = time.GetUtcNow();
        return request.AnswerAsync(outcome, (request, record) =>
            request.WriteAsync(CertificateMessages.ShowWhole(record, now), CertificateRestJson.Wire.CertificateInfo, status));
    }

    /// <summary>Somebody disabled gets no certificate: it would come to life with its holder.</summary>
    private Outcome<Principal> FindHolder(IssueCertificateRequest body)
    {
        Failure failure;
        switch (body.User, body.Service)
        {
            case ({ } name, null):
                return !directory.GetUser(name).TryGet(out User? user, out failure) ? failure
                    : user.IsEnabled ? new Principal(PrincipalKind.User, user.Id, user.Name)
                    : new Failure(Status.CertificateRequestInvalid, $"User {user.Name} is disabled.");
            case (null, { } name):
                return !directory.GetService(name).TryGet(out ServicePrincipal? service, out failure) ? failure
                    : service.IsEnabled ? new Principal(PrincipalKind.Service, service.Name, service.Name)
                    : new Failure(Status.CertificateRequestInvalid, $"Service {service.Name} is disabled.");
            default:
                return new Failure(Status.CertificateRequestInvalid, "A client certificate is for a user or for a service: name one of them.");
        }
    }

    private static Outcome<SigningRequest> ReadRequest(string? csr) => csr is null
        ? new Failure(Status.ParameterMissing, "csr is missing; it must be a certificate request in PEM.")
        : SigningRequest.Read(Encoding.UTF8.GetBytes(csr));

    private static Outcome<TimeSpan> Life(int? days) => days switch
    {
        null => CertificateAuthority.DefaultValidity,
        >= 1 and <= MaxDays => TimeSpan.FromDays((double)days),
        _ => new Failure(Status.CertificateRequestInvalid, $"days must be 1 to {MaxDays}."),
    };

    private static ServerNames? NamesOf(IReadOnlyList<string>? names)
    {
        if (names is null or [])
        {
            return null;
        }

        ILookup<bool, string> sorted = names.Select(static name => name ?? "").ToLookup(static name => IPAddress.TryParse(name, out _));
        return new ServerNames([.. sorted[false]], [.. sorted[true].Select(IPAddress.Parse)]);
    }
}
