using System.Globalization;
using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Agencies of the directory, and temporary credentials of theirs: in the appliance's own way and in that of the vendor's clients.</summary>
internal sealed class IamAgencyEndpoints(DirectoryService directory) : IamEndpoints(directory)
{
    private const string One = "agencies/{agency}";
    private const string AssumeRole = "assume_role";

    private static readonly Trace s_assume = Traces.Iam("createTemporaryAccessKey", "agency");

    public override IReadOnlyList<Route> Routes =>
    [
        Get("agencies", "dew:agency:list", ListAsync),
        Change(HttpMethods.Post, "agencies", "dew:agency:create", Trace("createAgency"), CreateAsync, NameInBody),
        Get(One, "dew:agency:get", ShowAsync, Named),
        Change(HttpMethods.Put, One, "dew:agency:update", Trace("updateAgency"), UpdateAsync, Named),
        Change(HttpMethods.Delete, One, "dew:agency:delete", Trace("deleteAgency"), DeleteAsync, Named),
        Change(HttpMethods.Post, "agencies/{agency}/assume", Route.AnyCaller, s_assume, AssumeAsync, Named) with { BodyIsOptional = true },
        Change(HttpMethods.Post, "", Route.AnyCaller, s_assume, CreateSecurityTokenAsync) with { Pattern = "/v3.0/OS-CREDENTIAL/securitytokens" },
    ];

    private static Trace Trace(string name) => Traces.Iam(name, "agency");

    private string? Named(RestRequest request) =>
        Directory.GetAgency(request.Path("agency")).TryGet(out Agency? agency, out _) ? agency.Name : request.Path("agency");

    private ValueTask ListAsync(RestRequest request) =>
        request.WriteAsync(new IamAgencies { Agencies = [.. Directory.ListAgencies().Select(Directory.Show)] }, IamJson.Wire.IamAgencies);

    private ValueTask ShowAsync(RestRequest request) =>
        AnswerAsync(request, Directory.GetAgency(request.Path("agency")), Directory.Show, IamJson.Wire.IamAgency);

    private ValueTask CreateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.AgencyRequest, Lists, async body => await AnswerAsync(
        request,
        await Directory.CreateAgencyAsync(request.Call, UpdateOf(body)),
        Directory.Show,
        IamJson.Wire.IamAgency,
        StatusCodes.Status201Created));

    private ValueTask UpdateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.AgencyRequest, Lists, async body => await AnswerAsync(
        request,
        await Directory.UpdateAgencyAsync(request.Call, request.Path("agency"), UpdateOf(body)),
        Directory.Show,
        IamJson.Wire.IamAgency));

    private async ValueTask DeleteAsync(RestRequest request) =>
        await DoneAsync(request, await Directory.DeleteAgencyAsync(request.Call, request.Path("agency")));

    private ValueTask AssumeAsync(RestRequest request) => ReadAsync(request, IamJson.Default.AssumeAgencyRequest, body =>
        AnswerAsync(request, Directory.AssumeAgency(request.Call, request.Path("agency"), body.DurationSeconds)));

    private ValueTask CreateSecurityTokenAsync(RestRequest request) => ReadAsync(request, IamJson.Default.SecurityTokenRequest, body =>
    {
        SecurityTokenIdentity? identity = body.Auth?.Identity;
        if (identity?.Methods is not [AssumeRole] || identity.AssumeRole?.AgencyName is not { } agency)
        {
            return request.RefuseAsync(new Failure(
                Status.ParameterInvalid, $"auth.identity must have methods [\"{AssumeRole}\"] and assume_role with agency_name; nothing else is served here."));
        }

        if (identity.Policy is not null)
        {
            return request.RefuseAsync(new Failure(Status.ParameterInvalid, "auth.identity.policy: temporary credentials cannot be narrowed down here."));
        }

        if ((identity.AssumeRole.DomainId ?? identity.AssumeRole.DomainName ?? Directory.DomainId) != Directory.DomainId)
        {
            return request.RefuseAsync(new Failure(Status.ParameterInvalid, "auth.identity.assume_role names a domain that is not that of this appliance."));
        }

        return AnswerAsync(request, Directory.AssumeAgency(request.Call, agency, identity.AssumeRole.DurationSeconds));
    });

    private static ValueTask AnswerAsync(RestRequest request, Outcome<TemporaryCredential> outcome) => request.AnswerAsync(
        new ValueTask<Outcome<TemporaryCredential>>(outcome),
        static (_, answer, credential) => answer
            .Object("credential"u8)
            .Text("access"u8, credential.AccessKeyId)
            .Utf8("secret"u8, credential.Secret.DangerousGetSpan())
            .Text("securitytoken"u8, credential.SecurityToken)
            .Text("expires_at"u8, Time(credential.Expires))
            .End(),
        StatusCodes.Status201Created);

    /// <summary>With microseconds, as the vendor's answer has it.</summary>
    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static IEnumerable<IReadOnlyList<string>?> Lists(AgencyRequest body) => [body.Trust?.Users, body.Trust?.Groups, body.Trust?.Services];

    private static AgencyUpdate UpdateOf(AgencyRequest body) => new()
    {
        Name = body.Name,
        Description = body.Description,
        MaxDurationSeconds = body.MaxDurationSeconds,
        Trust = body.Trust is not { } trust ? null : new AgencyTrust
        {
            UserIds = trust.Users ?? [],
            GroupIds = trust.Groups ?? [],
            Services = trust.Services ?? [],
            IsWholeDomain = trust.WholeDomain ?? false,
        },
    };
}
