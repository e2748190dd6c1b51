namespace Dew.Core.Identity;

public static partial class IamActions
{
    /// <summary>Key management. Names the reference does not know are the appliance's own, of the same form.</summary>
    public static class Kms
    {
        private static readonly ActionList s_list = new("kms", null);

        /// <summary>Create a key.</summary>
        public static IamAction CmkCreate { get; } = s_list.Add("cmk:create", ResourceType.Key, ActionTraits.Creates | ActionTraits.RequestAlias);

        /// <summary>Enable a key.</summary>
        public static IamAction CmkEnable { get; } = s_list.Add("cmk:enable", ResourceType.Key, ActionTraits.None);

        /// <summary>Disable a key.</summary>
        public static IamAction CmkDisable { get; } = s_list.Add("cmk:disable", ResourceType.Key, ActionTraits.None);

        /// <summary>Change alias or description, schedule the deletion or cancel it: one action in the vendor's policies.</summary>
        public static IamAction CmkUpdate { get; } = s_list.Add("cmk:update", ResourceType.Key, ActionTraits.RequestAlias);

        /// <summary>List keys.</summary>
        public static IamAction CmkList { get; } = s_list.Add("cmk:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Describe a key.</summary>
        public static IamAction CmkGet { get; } = s_list.Add("cmk:get", ResourceType.Key, ActionTraits.ReadOnly);

        /// <summary>Get a public key.</summary>
        public static IamAction CmkGetPublicKey { get; } = s_list.Add("cmk:getPublicKey", ResourceType.Key, ActionTraits.ReadOnly);

        /// <summary>Count the keys.</summary>
        public static IamAction CmkGetInstance { get; } = s_list.Add("cmk:getInstance", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Get quotas.</summary>
        public static IamAction CmkGetQuota { get; } = s_list.Add("cmk:getQuota", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Get random bytes.</summary>
        public static IamAction CmkGenerate { get; } = s_list.Add("cmk:generate", ResourceType.None, ActionTraits.None);

        /// <summary>Create a PIN.</summary>
        public static IamAction CmkCreatePin { get; } = s_list.Add("cmk:createPin", ResourceType.None, ActionTraits.None);

        /// <summary>Create a data key and get it in the clear. The name of version 1.1 covers <see cref="DekCreateWithoutPlaintext"/> too.</summary>
        public static IamAction DekCreate { get; } = s_list.Add("dek:create", ResourceType.Key, ActionTraits.None, "cmk:createDataKey");

        /// <summary>Create a data key and get it encrypted only.</summary>
        public static IamAction DekCreateWithoutPlaintext { get; } = s_list.Add("dek:createWithoutPlaintext", ResourceType.Key, ActionTraits.None, "cmk:createDataKeyWithoutPlaintext");

        /// <summary>Encrypt a data key.</summary>
        public static IamAction DekEncrypt { get; } = s_list.Add("dek:encrypt", ResourceType.Key, ActionTraits.None, "cmk:encryptDataKey");

        /// <summary>Decrypt a data key.</summary>
        public static IamAction DekDecrypt { get; } = s_list.Add("dek:decrypt", ResourceType.Key, ActionTraits.None, "cmk:decryptDataKey");

        /// <summary>Create an RSA data-key pair.</summary>
        public static IamAction DekCreateRsaPair { get; } = s_list.Add("dek:createRsaPair", ResourceType.Key, ActionTraits.None);

        /// <summary>Create an elliptic-curve data-key pair.</summary>
        public static IamAction DekCreateEcPair { get; } = s_list.Add("dek:createEcPair", ResourceType.Key, ActionTraits.None);

        /// <summary>Create a data-key capsule.</summary>
        public static IamAction DekCreateCapsule { get; } = s_list.Add("dek:createCapsule", ResourceType.Key, ActionTraits.None);

        /// <summary>Open a data-key capsule.</summary>
        public static IamAction DekDecryptCapsule { get; } = s_list.Add("dek:decryptCapsule", ResourceType.Key, ActionTraits.None);

        /// <summary>Encrypt small data.</summary>
        public static IamAction CmkEncrypt { get; } = s_list.Add("cmk:encrypt", ResourceType.Key, ActionTraits.RequestAlgorithm, "cmk:encryptData");

        /// <summary>Decrypt small data.</summary>
        public static IamAction CmkDecrypt { get; } = s_list.Add("cmk:decrypt", ResourceType.Key, ActionTraits.RequestAlgorithm, "cmk:decryptData");

        /// <summary>Encrypt a ciphertext anew; asked for both keys.</summary>
        public static IamAction CmkReEncrypt { get; } = s_list.Add("cmk:reEncrypt", ResourceType.Key, ActionTraits.RequestAlgorithm);

        /// <summary>Sign.</summary>
        public static IamAction CmkSign { get; } = s_list.Add("cmk:sign", ResourceType.Key, ActionTraits.None);

        /// <summary>Verify a signature.</summary>
        public static IamAction CmkVerify { get; } = s_list.Add("cmk:verify", ResourceType.Key, ActionTraits.None);

        /// <summary>Generate a MAC.</summary>
        public static IamAction CmkGenerateMac { get; } = s_list.Add("cmk:generateMac", ResourceType.Key, ActionTraits.None);

        /// <summary>Verify a MAC.</summary>
        public static IamAction CmkVerifyMac { get; } = s_list.Add("cmk:verifyMac", ResourceType.Key, ActionTraits.None);

        /// <summary>Agree on a shared secret.</summary>
        public static IamAction CmkDeriveSharedSecret { get; } = s_list.Add("cmk:deriveSharedSecret", ResourceType.Key, ActionTraits.None);

        /// <summary>Get what is needed to import key material; makes a wrapping key and a token, so it does not only look.</summary>
        public static IamAction CmkGetMaterial { get; } = s_list.Add("cmk:getMaterial", ResourceType.Key, ActionTraits.None);

        /// <summary>Import key material.</summary>
        public static IamAction CmkImportMaterial { get; } = s_list.Add("cmk:importMaterial", ResourceType.Key, ActionTraits.None);

        /// <summary>Delete imported key material.</summary>
        public static IamAction CmkDeleteMaterial { get; } = s_list.Add("cmk:deleteMaterial", ResourceType.Key, ActionTraits.None);

        /// <summary>Enable rotation.</summary>
        public static IamAction CmkEnableRotation { get; } = s_list.Add("cmk:enableRotation", ResourceType.Key, ActionTraits.None);

        /// <summary>Disable rotation.</summary>
        public static IamAction CmkDisableRotation { get; } = s_list.Add("cmk:disableRotation", ResourceType.Key, ActionTraits.None);

        /// <summary>Change the rotation interval.</summary>
        public static IamAction CmkUpdateRotation { get; } = s_list.Add("cmk:updateRotation", ResourceType.Key, ActionTraits.None);

        /// <summary>Get the rotation status.</summary>
        public static IamAction CmkGetRotation { get; } = s_list.Add("cmk:getRotation", ResourceType.Key, ActionTraits.ReadOnly);

        /// <summary>Rotate a key now.</summary>
        public static IamAction CmkRotate { get; } = s_list.Add("cmk:rotate", ResourceType.Key, ActionTraits.None);

        /// <summary>List the regions a key could be replicated to.</summary>
        public static IamAction CmkListRegions { get; } = s_list.Add("cmk:listRegions", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Replicate a key.</summary>
        public static IamAction CmkReplicate { get; } = s_list.Add("cmk:replicate", ResourceType.Key, ActionTraits.None);

        /// <summary>Change the primary region of a key.</summary>
        public static IamAction CmkUpdatePrimaryRegion { get; } = s_list.Add("cmk:updatePrimaryRegion", ResourceType.Key, ActionTraits.None);

        /// <summary>Create a grant.</summary>
        public static IamAction GrantCreate { get; } = s_list.Add("grant:create", ResourceType.Key, ActionTraits.None);

        /// <summary>Revoke a grant.</summary>
        public static IamAction GrantRevoke { get; } = s_list.Add("grant:revoke", ResourceType.Key, ActionTraits.None);

        /// <summary>Retire a grant.</summary>
        public static IamAction GrantRetire { get; } = s_list.Add("grant:retire", ResourceType.Key, ActionTraits.None, "cmk:retireGrant");

        /// <summary>List the grants of a key, or those the caller may retire (then without a key).</summary>
        public static IamAction GrantList { get; } = s_list.Add("grant:list", ResourceType.Key, ActionTraits.ReadOnly);

        /// <summary>Add a tag.</summary>
        public static IamAction CmkTagCreate { get; } = s_list.Add("cmkTag:create", ResourceType.Key, ActionTraits.RequestTags);

        /// <summary>Delete a tag.</summary>
        public static IamAction CmkTagDelete { get; } = s_list.Add("cmkTag:delete", ResourceType.Key, ActionTraits.RequestTags);

        /// <summary>Add or delete several tags.</summary>
        public static IamAction CmkTagBatch { get; } = s_list.Add("cmkTag:batch", ResourceType.Key, ActionTraits.RequestTags);

        /// <summary>List the tags of a key, or of the project (then without a key).</summary>
        public static IamAction CmkTagList { get; } = s_list.Add("cmkTag:list", ResourceType.Key, ActionTraits.ReadOnly);

        /// <summary>Find keys by their tags.</summary>
        public static IamAction CmkTagListInstance { get; } = s_list.Add("cmkTag:listInstance", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Create an alias.</summary>
        public static IamAction AliasCreate { get; } = s_list.Add("alias:create", ResourceType.Key, ActionTraits.RequestAlias);

        /// <summary>Delete aliases.</summary>
        public static IamAction AliasDelete { get; } = s_list.Add("alias:delete", ResourceType.Key, ActionTraits.RequestAlias);

        /// <summary>Point an alias at another key.</summary>
        public static IamAction AliasAssociate { get; } = s_list.Add("alias:associate", ResourceType.Key, ActionTraits.RequestAlias);

        /// <summary>List the aliases of a key, or of the project (then without a key).</summary>
        public static IamAction AliasList { get; } = s_list.Add("alias:list", ResourceType.Key, ActionTraits.ReadOnly);

        /// <summary>Create a key store.</summary>
        public static IamAction KeystoreCreate { get; } = s_list.Add("keystore:create", ResourceType.None, ActionTraits.None, "partition:create");

        /// <summary>List key stores.</summary>
        public static IamAction KeystoreList { get; } = s_list.Add("keystore:list", ResourceType.None, ActionTraits.ReadOnly, "partition:list");

        /// <summary>Describe a key store.</summary>
        public static IamAction KeystoreGet { get; } = s_list.Add("keystore:get", ResourceType.None, ActionTraits.ReadOnly, "partition:get");

        /// <summary>Enable a key store.</summary>
        public static IamAction KeystoreEnable { get; } = s_list.Add("keystore:enable", ResourceType.None, ActionTraits.None);

        /// <summary>Disable a key store.</summary>
        public static IamAction KeystoreDisable { get; } = s_list.Add("keystore:disable", ResourceType.None, ActionTraits.None);

        /// <summary>Delete a key store.</summary>
        public static IamAction KeystoreDelete { get; } = s_list.Add("keystore:delete", ResourceType.None, ActionTraits.None);

        /// <summary>Create an access point.</summary>
        public static IamAction AccessPointCreate { get; } = s_list.Add("accessPoint:create", ResourceType.None, ActionTraits.None);

        /// <summary>List access points.</summary>
        public static IamAction AccessPointList { get; } = s_list.Add("accessPoint:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Enable an access point.</summary>
        public static IamAction AccessPointEnable { get; } = s_list.Add("accessPoint:enable", ResourceType.None, ActionTraits.None);

        /// <summary>Disable an access point.</summary>
        public static IamAction AccessPointDisable { get; } = s_list.Add("accessPoint:disable", ResourceType.None, ActionTraits.None);

        /// <summary>Delete an access point.</summary>
        public static IamAction AccessPointDelete { get; } = s_list.Add("accessPoint:delete", ResourceType.None, ActionTraits.None);

        /// <summary>Download the private key of an access point.</summary>
        public static IamAction AccessPointDownloadPrivateKey { get; } = s_list.Add("accessPoint:downloadPrivateKey", ResourceType.None, ActionTraits.None);

        /// <summary>Create a key policy.</summary>
        public static IamAction KeyPolicyCreate { get; } = s_list.Add("keyPolicy:create", ResourceType.None, ActionTraits.None);

        /// <summary>List key policies.</summary>
        public static IamAction KeyPolicyList { get; } = s_list.Add("keyPolicy:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Describe a key policy.</summary>
        public static IamAction KeyPolicyGet { get; } = s_list.Add("keyPolicy:get", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change a key policy.</summary>
        public static IamAction KeyPolicyUpdate { get; } = s_list.Add("keyPolicy:update", ResourceType.None, ActionTraits.None);

        /// <summary>Delete a key policy.</summary>
        public static IamAction KeyPolicyDelete { get; } = s_list.Add("keyPolicy:delete", ResourceType.None, ActionTraits.None);

        internal static ActionList List { get; } = WithGroups();

        private static ActionList WithGroups()
        {
            s_list.Group("dek:create", DekCreate, DekCreateWithoutPlaintext);
            s_list.Group("dek:crypto", DekEncrypt, DekDecrypt);
            s_list.Group("cmk:crypto", CmkEncrypt, CmkDecrypt, CmkReEncrypt);
            return s_list;
        }
    }
}
