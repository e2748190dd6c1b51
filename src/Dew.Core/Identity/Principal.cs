namespace Dew.Core.Identity;

/// <summary>Who acts.</summary>
/// <param name="Kind">What kind of party.</param>
/// <param name="Id">32 lower-case hexadecimal digits for users and agencies; the name for services.</param>
/// <param name="Name">As people know it.</param>
public sealed record Principal(PrincipalKind Kind, string Id, string Name)
{
    /// <summary>The access key that spoke; null if the socket or a certificate did.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>For an agency: the id of who acts for it.</summary>
    public string? AssumedBy { get; init; }

    /// <summary>The appliance itself.</summary>
    public static Principal System { get; } = new(PrincipalKind.System, "system", "system");

    /// <summary>Nobody that could be recognised.</summary>
    public static Principal Unknown { get; } = new(PrincipalKind.Unknown, "", "");
}
