using System.Text.Json;
using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Policies of the system and custom ones.</summary>
internal sealed class IamPolicyEndpoints(DirectoryService directory) : IamEndpoints(directory)
{
    private const string One = "policies/{policy}";

    public override IReadOnlyList<Route> Routes =>
    [
        Get("policies", "dew:policy:list", ListAsync),
        Change(HttpMethods.Post, "policies", "dew:policy:create", Trace("createPolicy"), CreateAsync, NameInBody),
        Get(One, "dew:policy:get", ShowAsync, Named),
        Change(HttpMethods.Put, One, "dew:policy:update", Trace("updatePolicy"), UpdateAsync, Named),
        Change(HttpMethods.Delete, One, "dew:policy:delete", Trace("deletePolicy"), DeleteAsync, Named),
        Get("validate-policy", "dew:policy:list", ValidateAsync) with { Method = HttpMethods.Post, BodyIsOptional = false },
    ];

    private static Trace Trace(string name) => Traces.Iam(name, "policy");

    private static string? Named(RestRequest request) => request.Path("policy");

    private ValueTask ListAsync(RestRequest request) => request.WriteAsync(
        new IamPolicies { Policies = [.. SystemPolicies.All.Select(Directory.Show), .. Directory.ListPolicies().Select(Directory.Show)] },
        IamJson.Wire.IamPolicies);

    private ValueTask ShowAsync(RestRequest request) => SystemPolicies.Find(request.Path("policy")) is { } system
        ? request.WriteAsync(Directory.Show(system), IamJson.Wire.IamPolicy)
        : AnswerAsync(request, Directory.GetPolicy(request.Path("policy")), Directory.Show, IamJson.Wire.IamPolicy);

    private ValueTask CreateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.PolicyRequest, async body => await AnswerAsync(
        request,
        await Directory.CreatePolicyAsync(request.Call, body.Name ?? "", body.Description ?? "", Text(body.Document) ?? ""),
        Directory.Show,
        IamJson.Wire.IamPolicy,
        StatusCodes.Status201Created));

    private ValueTask UpdateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.PolicyRequest, async body => await AnswerAsync(
        request,
        body.Name is null
            ? await Directory.UpdatePolicyAsync(request.Call, request.Path("policy"), body.Description, Text(body.Document))
            : new Failure(Status.EntryInvalid, "A policy keeps its name: groups, agencies and services have it under that name."),
        Directory.Show,
        IamJson.Wire.IamPolicy));

    private async ValueTask DeleteAsync(RestRequest request) =>
        await DoneAsync(request, await Directory.DeletePolicyAsync(request.Call, request.Path("policy")));

    private static ValueTask ValidateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.PolicyRequest, body => AnswerAsync(
        request,
        PolicyDocument.Parse(Text(body.Document) ?? ""),
        static document => new PolicyValidation { Valid = true, ForeignActions = document.ForeignActions },
        IamJson.Wire.PolicyValidation));

    /// <summary>The document as it was sent, so that it is shown again as it was written.</summary>
    private static string? Text(JsonElement? document) => document?.GetRawText();
}
