using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Access keys. A secret is in the answer that makes it, and in no other.</summary>
internal sealed class IamAccessKeyEndpoints(DirectoryService directory) : IamEndpoints(directory)
{
    private const string One = "access-keys/{access_key}";
    private const int DefaultGraceSeconds = 24 * 60 * 60;

    public override IReadOnlyList<Route> Routes =>
    [
        Get("access-keys", "dew:accessKey:list", ListAsync),
        Change(HttpMethods.Post, "access-keys", "dew:accessKey:create", Trace("addCredential"), CreateAsync),
        Get(One, "dew:accessKey:get", ShowAsync, Named),
        Change(HttpMethods.Put, One, "dew:accessKey:update", Trace("updateCredential"), UpdateAsync, Named),
        Change(HttpMethods.Delete, One, "dew:accessKey:delete", Trace("deleteCredential"), DeleteAsync, Named),
        Change(HttpMethods.Post, One + "/rotate", "dew:accessKey:update", Trace("rotateCredential"), RotateAsync, Named) with { BodyIsOptional = true },
    ];

    private static Trace Trace(string name) => Traces.Iam(name, "credential");

    private static string? Named(RestRequest request) => request.Path("access_key");

    private ValueTask ListAsync(RestRequest request) => AnswerAsync(
        request,
        Directory.ListAccessKeys(request.Query("user"), request.Query("service")),
        keys => new IamAccessKeys { AccessKeys = [.. keys.Select(Directory.Show)] },
        IamJson.Wire.IamAccessKeys);

    private ValueTask ShowAsync(RestRequest request) =>
        AnswerAsync(request, Directory.GetAccessKey(request.Path("access_key")), Directory.Show, IamJson.Wire.IamAccessKey);

    private ValueTask CreateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.CreateAccessKeyRequest, body => AnswerAsync(
        request, Directory.CreateAccessKeyAsync(request.Call, body.User, body.Service, body.Description ?? "")));

    private ValueTask UpdateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.UpdateAccessKeyRequest, async body => await AnswerAsync(
        request,
        await Directory.UpdateAccessKeyAsync(request.Call, request.Path("access_key"), body.Enabled, body.Description),
        Directory.Show,
        IamJson.Wire.IamAccessKey));

    private async ValueTask DeleteAsync(RestRequest request) =>
        await DoneAsync(request, await Directory.DeleteAccessKeyAsync(request.Call, request.Path("access_key")));

    private ValueTask RotateAsync(RestRequest request) => ReadAsync(request, IamJson.Default.RotateAccessKeyRequest, body => AnswerAsync(
        request,
        Directory.RotateAccessKeyAsync(request.Call, request.Path("access_key"), TimeSpan.FromSeconds((long)(body.GraceSeconds ?? DefaultGraceSeconds)))));

    private ValueTask AnswerAsync(RestRequest request, ValueTask<Outcome<IssuedAccessKey>> operation) =>
        request.AnswerAsync(operation, Write, StatusCodes.Status201Created);

    private void Write(RestRequest request, SecretAnswer answer, IssuedAccessKey issued)
    {
        answer.Object("credential"u8).Text("access"u8, issued.Key.Id).Utf8("secret"u8, issued.Secret.DangerousGetSpan());
        if (issued.Key.UserId is { } user)
        {
            answer.Text("user_id"u8, user).Text("user_name"u8, Directory.FindUser(user)?.Name ?? "");
        }
        else
        {
            answer.Text("service"u8, issued.Key.Service ?? "");
        }

        answer.Text("description"u8, issued.Key.Description).End();
    }
}
