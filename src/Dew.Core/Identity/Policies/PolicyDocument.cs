using System.Text;

namespace Dew.Core.Identity;

/// <summary>A policy of version 1.1, read and understood as a whole. Never changes. The language stands in the README of this folder's parent.</summary>
public sealed class PolicyDocument
{
    /// <summary>The longest document, in characters.</summary>
    public const int MaxCharacters = 6144;

    /// <summary>The longest document, in bytes.</summary>
    public const int MaxBytes = 20 * 1024;

    internal PolicyDocument(string text, IReadOnlyList<PolicyStatement> statements, IReadOnlyList<string> foreignActions)
    {
        Text = text;
        Statements = statements;
        ForeignActions = foreignActions;
    }

    /// <summary>The document as it was given.</summary>
    public string Text { get; }

    /// <summary>The statements, in their order.</summary>
    public IReadOnlyList<PolicyStatement> Statements { get; }

    /// <summary>Actions of services the appliance is not; they are accepted and mean nothing here.</summary>
    public IReadOnlyList<string> ForeignActions { get; }

    /// <summary>Reads a document.</summary>
    /// <param name="json">JSON in UTF-8.</param>
    /// <returns>
    /// The document, or <see cref="Status.PolicyInvalid"/> for anything that is not understood; the message names the first such place
    /// (<c>Statement[1].Action[0]</c>), what was found there and what is accepted.
    /// </returns>
    public static Outcome<PolicyDocument> Parse(ReadOnlySpan<byte> json) => PolicyParser.Parse(json);

    /// <summary>Reads a document.</summary>
    /// <param name="json">JSON.</param>
    /// <returns>As <see cref="Parse(ReadOnlySpan{byte})"/>.</returns>
    public static Outcome<PolicyDocument> Parse(string json) => PolicyParser.Parse(Encoding.UTF8.GetBytes(json));
}
