using System.Buffers;
using Dew.Core.Appliance;

namespace Dew.Core.Identity;

/// <summary>What values of entries may be. Mistakes are collected, so that somebody who made three is told three.</summary>
internal sealed class DirectoryRules
{
    internal const int MaxNameLength = 64;
    internal const int MaxDescriptionLength = 255;
    internal const int MaxAttachments = 64;
    internal const int MaxGroupsOfUser = 64;
    internal const int MaxRanges = 256;
    internal const int MaxAccessKeysOfOwner = 2;
    internal const int MaxTrusted = 1024;

    /// <summary>The shortest and the longest life of temporary credentials.</summary>
    internal const int MinDurationSeconds = 900;

    internal const int MaxDurationSeconds = 86400;

    private static readonly SearchValues<char> s_nameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._- ");

    private readonly List<string> _mistakes = [];

    /// <summary>All mistakes in one failure; null if there are none.</summary>
    internal Failure? Failure => _mistakes.Count == 0 ? null : new Failure(Status.EntryInvalid, string.Join(' ', _mistakes));

    internal static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && !name.AsSpan().ContainsAnyExcept(s_nameCharacters)
        && name[0] != ' ' && name[^1] != ' '
        && !ApplianceIdentity.IsId(name);

    internal DirectoryRules Name(string? name)
    {
        if (name is not null && !IsName(name))
        {
            _mistakes.Add(
                $"name must have 1 to {MaxNameLength} characters out of a-z A-Z 0-9 . _ - and space, without a space at either end, and not look like an id of 32 hexadecimal digits.");
        }

        return this;
    }

    /// <summary>Listings say "all" to mean every enterprise project, and ids of theirs are UUIDs.</summary>
    internal DirectoryRules EnterpriseProjectName(string? name) => Check(
        name is null || (!name.Equals("all", StringComparison.OrdinalIgnoreCase) && name != BuiltIn.EnterpriseProjectId && !Guid.TryParse(name, out _)),
        "The name of an enterprise project must not be all or 0, nor look like a UUID.");

    internal DirectoryRules Description(string? description)
    {
        if (description is { Length: > MaxDescriptionLength })
        {
            _mistakes.Add($"description has {description.Length} characters; at most {MaxDescriptionLength} are accepted.");
        }
        else if (description is not null && description.Any(char.IsControl))
        {
            _mistakes.Add("description must not contain control characters.");
        }

        return this;
    }

    internal DirectoryRules Duration(int? seconds)
    {
        if (seconds is < MinDurationSeconds or > MaxDurationSeconds)
        {
            _mistakes.Add($"The duration must be {MinDurationSeconds} to {MaxDurationSeconds} seconds.");
        }

        return this;
    }

    internal DirectoryRules AtMost(string what, int count, int limit)
    {
        if (count > limit)
        {
            _mistakes.Add($"{what}: at most {limit} are accepted, {count} were given.");
        }

        return this;
    }

    internal DirectoryRules Check(bool isGood, string mistake)
    {
        if (!isGood)
        {
            _mistakes.Add(mistake);
        }

        return this;
    }
}
