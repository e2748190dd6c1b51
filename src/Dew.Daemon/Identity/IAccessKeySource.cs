namespace Dew.Daemon.Identity;

/// <summary>Where access keys are looked up. Any thread at any time.</summary>
/// <typeparam name="TKey">What is found, with the principal that it stands for.</typeparam>
internal interface IAccessKeySource<TKey>
    where TKey : class, IAccessKey
{
    /// <summary>A permanent access key, or null.</summary>
    /// <param name="accessKey">The access key id as a client wrote it.</param>
    TKey? Find(ReadOnlySpan<char> accessKey);

    /// <summary>
    /// The temporary access key that a security token belongs to, or null if the token was not issued here or belongs to another access key.
    /// An expired one is found, so that its holder can be told.
    /// </summary>
    /// <param name="accessKey">The access key id as a client wrote it.</param>
    /// <param name="securityToken">The token as a client wrote it.</param>
    TKey? FindTemporary(ReadOnlySpan<char> accessKey, string securityToken);
}
