namespace Dew.Daemon.Rest;

/// <summary>What a permission is asked for: where a request names the resource it acts on.</summary>
internal enum RouteTarget
{
    /// <summary>No resource: the operation as such.</summary>
    None = 0,

    /// <summary>The key that the members describe and that does not exist yet.</summary>
    NewKey,

    /// <summary>The key of the member key_id.</summary>
    KeyInBody,

    /// <summary>The key of the member key_id, or the one that the ciphertext names in its header.</summary>
    KeyInBodyOrCiphertext,

    /// <summary>The key of {key_id} in the URL.</summary>
    KeyInPath,
}
