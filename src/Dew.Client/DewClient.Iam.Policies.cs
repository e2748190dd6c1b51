using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dew.Client.Rest;
using Dew.Protocol.Rest;

namespace Dew.Client;

/// <content>Policies of the directory, who has them, and what they come to.</content>
public sealed partial class DewClient
{
    /// <summary>Creates a custom policy.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="documentUtf8">The document, JSON; kept as it is written.</param>
    /// <param name="description">What it is for; null for nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="JsonException">The document is not JSON.</exception>
    public Task<IamPolicy> CreatePolicyAsync(
        string name, ReadOnlyMemory<byte> documentUtf8, string? description = null, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Post, Iam + "policies", PolicyBody(name, documentUtf8, description), IamJson.Default.IamPolicy, mayBeDoneTwice: false, cancellationToken);

    /// <summary>Policies of the system, then custom ones by name.</summary>
    public Task<IamPolicies> ListPoliciesAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Iam + "policies", IamJson.Default.IamPolicies, unhurried: false, cancellationToken);

    /// <summary>One policy.</summary>
    public Task<IamPolicy> GetPolicyAsync(string policy, CancellationToken cancellationToken = default) =>
        GetAsync(PolicyPath(policy), IamJson.Default.IamPolicy, unhurried: false, cancellationToken);

    /// <summary>Changes a custom policy.</summary>
    /// <param name="policy">Its name.</param>
    /// <param name="documentUtf8">The new document, JSON; null to keep the present one.</param>
    /// <param name="description">The new description; null to keep the present one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="JsonException">The document is not JSON.</exception>
    public Task<IamPolicy> UpdatePolicyAsync(
        string policy, ReadOnlyMemory<byte>? documentUtf8, string? description, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Put, PolicyPath(policy), PolicyBody(null, documentUtf8, description), IamJson.Default.IamPolicy, mayBeDoneTwice: true, cancellationToken);

    /// <summary>Deletes a custom policy that nobody has.</summary>
    public Task DeletePolicyAsync(string policy, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, PolicyPath(policy), default, cancellationToken);

    /// <summary>Checks a document without keeping it; one that is not accepted is a refusal that names the place.</summary>
    /// <exception cref="JsonException">The document is not JSON.</exception>
    public Task<PolicyValidation> ValidatePolicyAsync(ReadOnlyMemory<byte> documentUtf8, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Post,
            Iam + "validate-policy",
            PolicyBody(null, documentUtf8, null),
            IamJson.Default.PolicyValidation,
            mayBeDoneTwice: true,
            cancellationToken);

    /// <summary>Gives a policy to a group, an agency or a service.</summary>
    /// <param name="kind">Which of them.</param>
    /// <param name="holder">Its id or name.</param>
    /// <param name="policy">The policy's name.</param>
    /// <param name="project">The one project it shall hold in; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>All policies of the holder.</returns>
    public Task<IamAttachments> AttachPolicyAsync(
        PolicyHolder kind, string holder, string policy, string? project = null, CancellationToken cancellationToken = default) =>
        PutAsync(
            HolderPath(kind, holder),
            new AttachPolicyRequest { Policy = policy, Project = project },
            IamJson.Default.AttachPolicyRequest,
            IamJson.Default.IamAttachments,
            cancellationToken);

    /// <summary>Takes a policy away.</summary>
    /// <param name="kind">From a group, an agency or a service.</param>
    /// <param name="holder">Its id or name.</param>
    /// <param name="policy">The policy's name.</param>
    /// <param name="project">The project it held in; null if it held in all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>All policies left to the holder.</returns>
    public Task<IamAttachments> DetachPolicyAsync(
        PolicyHolder kind, string holder, string policy, string? project = null, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Delete,
            RestPath.WithQuery($"{HolderPath(kind, holder)}/{RestPath.Segment(policy)}", ("project", project)),
            default,
            IamJson.Default.IamAttachments,
            mayBeDoneTwice: true,
            cancellationToken);

    /// <summary>Asks why somebody may or may not do something.</summary>
    public Task<ExplainResponse> ExplainAsync(ExplainRequest request, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Post,
            Iam + "explain",
            JsonSerializer.SerializeToUtf8Bytes(request, IamJson.Default.ExplainRequest),
            IamJson.Default.ExplainResponse,
            mayBeDoneTwice: true,
            cancellationToken);

    private static string PolicyPath(string policy) => Iam + "policies/" + RestPath.Segment(policy);

    private static string HolderPath(PolicyHolder kind, string holder)
    {
        string collection = kind switch
        {
            PolicyHolder.Group => "groups",
            PolicyHolder.Agency => "agencies",
            PolicyHolder.Service => "services",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        return $"{Iam}{collection}/{RestPath.Segment(holder)}/policies";
    }

    /// <summary>A <see cref="PolicyRequest"/> with the document byte for byte, so that the appliance shows it again as it was written.</summary>
    private static ReadOnlyMemory<byte> PolicyBody(string? name, ReadOnlyMemory<byte>? documentUtf8, string? description)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        if (name is not null)
        {
            json.WriteString("name"u8, name);
        }

        if (description is not null)
        {
            json.WriteString("description"u8, description);
        }

        if (documentUtf8 is { } document)
        {
            json.WritePropertyName("document"u8);
            json.WriteRawValue(document.Span);
        }

        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }
}
