namespace Dew.Core.Identity;

public static partial class IamActions
{
    /// <summary>SSH key pairs. Names the reference does not know are the appliance's own, of the same form.</summary>
    public static class Kps
    {
        private static readonly ActionList s_list = new("kps", Csms.List);

        /// <summary>Create or import a key pair.</summary>
        public static IamAction KeyPairCreate { get; } = s_list.Add("domainKeypairs:create", ResourceType.KeyPair, ActionTraits.Creates, "SSHKeyPair:create");

        /// <summary>List key pairs.</summary>
        public static IamAction KeyPairList { get; } = s_list.Add("domainKeypairs:list", ResourceType.None, ActionTraits.ReadOnly, "SSHKeyPair:list");

        /// <summary>Describe a key pair.</summary>
        public static IamAction KeyPairGet { get; } = s_list.Add("domainKeypairs:get", ResourceType.KeyPair, ActionTraits.ReadOnly, "SSHKeyPair:get");

        /// <summary>Change the description of a key pair.</summary>
        public static IamAction KeyPairUpdate { get; } = s_list.Add("domainKeypairs:update", ResourceType.KeyPair, ActionTraits.None, "SSHKeyPair:update");

        /// <summary>Delete a key pair.</summary>
        public static IamAction KeyPairDelete { get; } = s_list.Add("domainKeypairs:delete", ResourceType.KeyPair, ActionTraits.None, "SSHKeyPair:delete");

        /// <summary>Bind a key pair to a host.</summary>
        public static IamAction KeyPairBind { get; } = s_list.Add("domainKeypairs:bind", ResourceType.KeyPair, ActionTraits.None, "SSHKeyPair:bind");

        /// <summary>Unbind a key pair from a host.</summary>
        public static IamAction KeyPairUnbind { get; } = s_list.Add("domainKeypairs:unbind", ResourceType.KeyPair, ActionTraits.None, "SSHKeyPair:unbind");

        /// <summary>Give a private key into custody.</summary>
        public static IamAction PrivateKeyImport { get; } = s_list.Add("domainKeypairs:importPrivateKey", ResourceType.KeyPair, ActionTraits.None, "SSHKeyPair:importPrivateKey");

        /// <summary>Get a private key out of custody; hands out a secret, so it does not only look.</summary>
        public static IamAction PrivateKeyExport { get; } = s_list.Add("domainKeypairs:exportPrivateKey", ResourceType.KeyPair, ActionTraits.None, "SSHKeyPair:exportPrivateKey");

        /// <summary>Clear a private key from custody.</summary>
        public static IamAction PrivateKeyClear { get; } = s_list.Add("domainKeypairs:clearPrivateKey", ResourceType.KeyPair, ActionTraits.None, "SSHKeyPair:clearPrivateKey");

        /// <summary>Describe a binding task.</summary>
        public static IamAction TaskGet { get; } = s_list.Add("domainKeypairs:getTask", ResourceType.None, ActionTraits.ReadOnly, "SSHKeyPair:getTask");

        /// <summary>List running tasks.</summary>
        public static IamAction TaskListRunning { get; } = s_list.Add("domainKeypairs:listRunningTask", ResourceType.None, ActionTraits.ReadOnly, "SSHKeyPair:listRunningTask");

        /// <summary>List failed tasks.</summary>
        public static IamAction TaskListFailed { get; } = s_list.Add("domainKeypairs:listFailedTask", ResourceType.None, ActionTraits.ReadOnly, "SSHKeyPair:listFailedTask");

        /// <summary>Delete a failed task.</summary>
        public static IamAction TaskDeleteFailed { get; } = s_list.Add("domainKeypairs:deleteFailedTask", ResourceType.None, ActionTraits.None, "SSHKeyPair:deleteFailedTask");

        /// <summary>Delete all failed tasks.</summary>
        public static IamAction TaskDeleteAllFailed { get; } = s_list.Add("domainKeypairs:deleteAllFailedTask", ResourceType.None, ActionTraits.None, "SSHKeyPair:deleteAllFailedTask");

        internal static ActionList List => s_list;
    }
}
