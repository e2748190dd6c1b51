using Dew.Core;

namespace Dew.Daemon.Identity;

/// <summary>The refusals of signed requests, in the form of APIGW.0301: a fixed phrase, then the cause. No cause repeats what a client sent but names of headers.</summary>
internal static class AuthenticationFailures
{
    internal const string Phrase = "Incorrect IAM authentication information: ";

    internal static readonly Failure Unsigned = Because("the request is not signed, its Authorization header is missing");
    internal static readonly Failure AuthorizationTwice = Because("there is more than one Authorization header");
    internal static readonly Failure AuthorizationTooLong = Because("the Authorization header is too long");
    internal static readonly Failure AuthorizationMalformed = Because(
        "the Authorization header is malformed, it must have Access (or Credential), SignedHeaders and Signature, in this order");
    internal static readonly Failure AlgorithmUnsupported = Because(
        "the signature algorithm is not supported, use SDK-HMAC-SHA256 or V11-HMAC-SHA256");
    internal static readonly Failure SignedHeadersInvalid = Because("SignedHeaders must be names in lower case, sorted, each once, separated by semicolons");
    internal static readonly Failure TargetInvalid = Because("the request target must be a path, with a query of at most 64 parameters, in ASCII");
    internal static readonly Failure DateInvalid = Because("X-Sdk-Date must be a time in UTC of the form yyyyMMddTHHmmssZ");
    internal static readonly Failure TimeDifference = Because(
        "the time difference between X-Sdk-Date and the appliance's clock is more than 15 minutes");
    internal static readonly Failure ScopeDate = Because("the date in Credential is not the day of X-Sdk-Date");
    internal static readonly Failure ScopeRegion = Because("the region in Credential is neither the appliance's nor globe");
    internal static readonly Failure ScopeService = Because("the service in Credential must be one of kms, csms, kps, cts and iam");
    internal static readonly Failure PayloadUnsigned = Because("UNSIGNED-PAYLOAD is not accepted, the body must be signed");
    internal static readonly Failure ContentHashInvalid = Because("X-Sdk-Content-Sha256 must be the SHA-256 of the body in lower-case hexadecimal");
    internal static readonly Failure SignatureWrong = Because("signature verification failed");
    internal static readonly Failure AccessKeyUnknown = Because("the access key is unknown");
    internal static readonly Failure AccessKeyDisabled = Because("the access key or its user is disabled");
    internal static readonly Failure AccessKeyExpired = Because("the access key has expired");
    internal static readonly Failure SecurityTokenInvalid = Because("the security token is invalid or does not belong to the access key");
    internal static readonly Failure SecurityTokenExpired = Because("the security token has expired");
    internal static readonly Failure HolderGone = Because("the holder of the client certificate is disabled or does not exist any more");
    internal static readonly Failure AddressRefused = new(Status.AddressRefused, Phrase + "requests from this address are not accepted.");
    internal static readonly Failure Replayed = Because("the signature was used before, sign every request anew");
    internal static readonly Failure ReplayUnknowable = Because(
        "it cannot be told whether the signature was used before, sign anew with the current time");

    internal static readonly Failure TokenUnsupported = new(
        Status.TokenUnsupported, "X-Auth-Token is not accepted by this appliance; sign the request with an access key.");

    internal static Failure NotOnce(string header) => Because($"the signed header {header} must be there exactly once");

    internal static Failure NotSigned(string header) => Because($"the header {header} is not signed");

    private static Failure Because(string cause) => new(Status.AuthenticationFailed, Phrase + cause + ".");
}
