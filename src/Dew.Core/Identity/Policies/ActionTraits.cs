namespace Dew.Core.Identity;

/// <summary>What is yes or no about an action.</summary>
[Flags]
internal enum ActionTraits : byte
{
    None = 0,

    /// <summary>It changes nothing and uses no key.</summary>
    ReadOnly = 1,

    /// <summary>It makes the resource.</summary>
    Creates = 2,

    /// <summary>Its request can carry tags: g:RequestTag/… and g:TagKeys.</summary>
    RequestTags = 4,

    /// <summary>Its request can carry an alias: kms:RequestAlias.</summary>
    RequestAlias = 8,

    /// <summary>Its request can name an algorithm: kms:EncryptionAlgorithm.</summary>
    RequestAlgorithm = 16,
}
