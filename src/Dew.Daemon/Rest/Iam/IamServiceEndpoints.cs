using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Service principals, for whose administration the permissions of users are asked.</summary>
internal sealed class IamServiceEndpoints(DirectoryService directory) : IamEndpoints(directory)
{
    private const string One = "services/{service}";

    public override IReadOnlyList<Route> Routes =>
    [
        Get("services", "dew:user:list", ListAsync),
        Get(One, "dew:user:get", ShowAsync, Named),
        Change(HttpMethods.Put, One, "dew:user:update", Traces.Iam("updateService", "service"), UpdateAsync, Named),
    ];

    private static string? Named(RestRequest request) => request.Path("service");

    private ValueTask ListAsync(RestRequest request) =>
        request.WriteAsync(new IamServices { Services = [.. Directory.ListServices().Select(Directory.Show)] }, IamJson.Wire.IamServices);

    private ValueTask ShowAsync(RestRequest request) =>
        AnswerAsync(request, Directory.GetService(request.Path("service")), Directory.Show, IamJson.Wire.IamService);

    private ValueTask UpdateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.UpdateServiceRequest, async body => await AnswerAsync(
        request,
        body.Enabled is { } enabled
            ? await Directory.SetServiceEnabledAsync(request.Call, request.Path("service"), enabled)
            : new Failure(Status.ParameterMissing, "enabled is missing; it must be true or false."),
        Directory.Show,
        IamJson.Wire.IamService));
}
