using System.Net.Sockets;
using Dew.Client;

namespace Dew.Cli.CommandLine;

/// <summary>What to type after an error, by its code (reference section 15).</summary>
internal static class NextStep
{
    private const string StartOrName =
        "start a development appliance with 'make run' or 'dewd --dev DIR', or name the socket: " +
        $"--socket PATH, or {SocketLocation.VariableName}=PATH, else {DewClientOptions.DefaultSocketPath} is used.";

    private const string GainAccess =
        "run dew as the user who started the appliance, or ask its administrator for the permission: 'dew iam explain USER ACTION' says what is missing.";

    internal static string ToReachTheAppliance(DewException unreachable) =>
        unreachable.GetBaseException() is SocketException { SocketErrorCode: SocketError.AccessDenied } ? GainAccess : StartOrName;

    internal static string? After(DewException refused) => refused.Code switch
    {
        "KMS.0104" => "dew status",
        "KMS.0205" or "KMS.0207" => "dew key list",
        "KMS.0209" or "KMS.1301" => "dew key enable KEY",
        "KMS.0210" or "KMS.1402" => "dew key undelete KEY",
        "KMS.0301" or "KMS.0302" or "KMS.0303" or "KMS.0306" or "KMS.0307" or "KMS.0322" or "KMS.0326" or "KMS.0330" => GainAccess,
        "KMS.0325" or "KMS.0334" or "KMS.0335" or "KMS.0331" or "KMS.0332" or "KMS.0341" or "KMS.1114" or "KMS.1115" =>
            "dew key show KEY, to see what the key is for; dew key create ALIAS --spec SPEC makes another.",
        "KMS.1101" => "choose an alias of 1..255 of these: a-z A-Z 0-9 : / _ -",
        "KMS.1104" => "dew key show ALIAS, to see who has it; or choose another alias.",
        "KMS.1201" => "dew key show KEY, to see its state.",
        "KMS.1401" => "dew key delete KEY --days N with N in 7..1096",
        "KMS.1501" => "dew key show KEY, to see its state.",
        "APIGW.0301" => "have an administrator map you to a user: dew iam peer add $USER USER",
        "DEW.0612" => "end what needs it first; 'show' names it.",
        "DEW.0614" => "correct the document until it is accepted: dew iam policy validate FILE; dew iam policy show POLICY --document prints one that is.",
        "DEW.0620" => "dew cert issue --help",
        "DEW.0621" or "DEW.0622" => "dew cert list",
        "DEW.0630" => "dew audit list",
        _ when refused.Failure == DewFailure.Malformed => "check that dew and dewd are of one version: dew --version, dew status",
        _ when refused.Status >= 500 || refused.Status == 429 => "dew doctor",
        _ => null,
    };
}
