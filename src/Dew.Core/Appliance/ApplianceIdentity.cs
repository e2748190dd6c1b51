using System.Diagnostics.CodeAnalysis;

namespace Dew.Core.Appliance;

/// <summary>Who this appliance is to its clients; decided when it is initialised, the same for ever.</summary>
/// <param name="ProjectId">The project in every URL, 32 lower-case hexadecimal digits.</param>
/// <param name="DomainId">The account that owns the keys, 32 lower-case hexadecimal digits.</param>
/// <param name="Region">The region of the request signatures, not empty.</param>
/// <exception cref="ArgumentException">An id is not 32 lower-case hexadecimal digits, or the region is empty.</exception>
public sealed record ApplianceIdentity(string ProjectId, string DomainId, string Region)
{
    private const int IdLength = 32;

    /// <summary>The project in every URL, 32 lower-case hexadecimal digits.</summary>
    public string ProjectId { get; } = RequireId(ProjectId, nameof(ProjectId));

    /// <summary>The account that owns the keys, 32 lower-case hexadecimal digits.</summary>
    public string DomainId { get; } = RequireId(DomainId, nameof(DomainId));

    /// <summary>The region of the request signatures, not empty.</summary>
    public string Region { get; } = string.IsNullOrEmpty(Region)
        ? throw new ArgumentException("A region is not empty.", nameof(Region))
        : Region;

    /// <summary>Whether a text is 32 lower-case hexadecimal digits.</summary>
    /// <param name="text">The text.</param>
    public static bool IsId([NotNullWhen(true)] string? text) =>
        text is { Length: IdLength } && text.All(char.IsAsciiHexDigitLower);

    private static string RequireId(string text, string name) =>
        IsId(text) ? text : throw new ArgumentException("An id is 32 lower-case hexadecimal digits.", name);
}
