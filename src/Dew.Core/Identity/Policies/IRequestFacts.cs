namespace Dew.Core.Identity;

/// <summary>
/// What conditions can ask about the parameters of a request. Null and empty mean that the request has no such parameter. Called on the
/// way of every request: no call may block or allocate.
/// </summary>
public interface IRequestFacts
{
    /// <summary>g:TagKeys: the keys of the tags it carries.</summary>
    IReadOnlyList<string> TagKeys => [];

    /// <summary>kms:RequestAlias.</summary>
    string? Alias => null;

    /// <summary>kms:EncryptionAlgorithm, the default filled in.</summary>
    string? EncryptionAlgorithm => null;

    /// <summary>g:RequestTag/key.</summary>
    /// <param name="key">The key of the tag, compared by its characters.</param>
    string? FindTag(string key) => null;
}
