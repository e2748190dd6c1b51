using System.Security.Cryptography;
using System.Text;

namespace Dew.Core.Identity;

/// <summary>The entries that every appliance has. Their ids follow from the domain's, so that they are found under any name.</summary>
public static class BuiltIn
{
    /// <summary>The name of the group of those who may do everything.</summary>
    public const string AdministratorsName = "administrators";

    /// <summary>The name of its first member.</summary>
    public const string AdminName = "admin";

    /// <summary>The id of the enterprise project of everything that is in no other.</summary>
    public const string EnterpriseProjectId = "0";

    /// <summary>The name of that enterprise project.</summary>
    public const string EnterpriseProjectName = "default";

    /// <summary>What administrators may do; kept so at every start.</summary>
    public static IReadOnlyList<PolicyAttachment> AdministratorPolicies { get; } =
    [
        new("KMS Administrator"),
        new("DEW KeypairFullAccess"),
        new("CSMS FullAccess"),
        new("Appliance Administrator"),
    ];

    /// <summary>The id of the group.</summary>
    /// <param name="domainId">The domain.</param>
    public static string AdministratorsId(string domainId) => Derive("group:administrators", domainId);

    /// <summary>The id of the user.</summary>
    /// <param name="domainId">The domain.</param>
    public static string AdminId(string domainId) => Derive("user:admin", domainId);

    private static string Derive(string what, string domainId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{what}:{domainId}")).AsSpan(0, 16));
}
