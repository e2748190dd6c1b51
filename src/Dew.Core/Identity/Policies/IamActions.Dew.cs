namespace Dew.Core.Identity;

public static partial class IamActions
{
    /// <summary>The appliance itself.</summary>
    public static class Dew
    {
        private static readonly ActionList s_list = new("dew", Cts.List);

        /// <summary>Create a user.</summary>
        public static IamAction UserCreate { get; } = s_list.Add("user:create", ResourceType.User, ActionTraits.Creates);

        /// <summary>Describe a user.</summary>
        public static IamAction UserGet { get; } = s_list.Add("user:get", ResourceType.User, ActionTraits.ReadOnly);

        /// <summary>List every user.</summary>
        public static IamAction UserList { get; } = s_list.Add("user:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change a user.</summary>
        public static IamAction UserUpdate { get; } = s_list.Add("user:update", ResourceType.User, ActionTraits.None);

        /// <summary>Delete a user.</summary>
        public static IamAction UserDelete { get; } = s_list.Add("user:delete", ResourceType.User, ActionTraits.None);

        /// <summary>Create a group.</summary>
        public static IamAction GroupCreate { get; } = s_list.Add("group:create", ResourceType.Group, ActionTraits.Creates);

        /// <summary>Describe a group.</summary>
        public static IamAction GroupGet { get; } = s_list.Add("group:get", ResourceType.Group, ActionTraits.ReadOnly);

        /// <summary>List every group.</summary>
        public static IamAction GroupList { get; } = s_list.Add("group:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change a group: its members and policies too.</summary>
        public static IamAction GroupUpdate { get; } = s_list.Add("group:update", ResourceType.Group, ActionTraits.None);

        /// <summary>Delete a group.</summary>
        public static IamAction GroupDelete { get; } = s_list.Add("group:delete", ResourceType.Group, ActionTraits.None);

        /// <summary>Create a project.</summary>
        public static IamAction ProjectCreate { get; } = s_list.Add("project:create", ResourceType.Project, ActionTraits.Creates);

        /// <summary>Describe a project.</summary>
        public static IamAction ProjectGet { get; } = s_list.Add("project:get", ResourceType.Project, ActionTraits.ReadOnly);

        /// <summary>List every project.</summary>
        public static IamAction ProjectList { get; } = s_list.Add("project:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change a project.</summary>
        public static IamAction ProjectUpdate { get; } = s_list.Add("project:update", ResourceType.Project, ActionTraits.None);

        /// <summary>Delete a project.</summary>
        public static IamAction ProjectDelete { get; } = s_list.Add("project:delete", ResourceType.Project, ActionTraits.None);

        /// <summary>Create an enterprise project.</summary>
        public static IamAction EnterpriseProjectCreate { get; } = s_list.Add("enterpriseProject:create", ResourceType.EnterpriseProject, ActionTraits.Creates);

        /// <summary>Describe an enterprise project.</summary>
        public static IamAction EnterpriseProjectGet { get; } = s_list.Add("enterpriseProject:get", ResourceType.EnterpriseProject, ActionTraits.ReadOnly);

        /// <summary>List every enterprise project.</summary>
        public static IamAction EnterpriseProjectList { get; } = s_list.Add("enterpriseProject:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change an enterprise project.</summary>
        public static IamAction EnterpriseProjectUpdate { get; } = s_list.Add("enterpriseProject:update", ResourceType.EnterpriseProject, ActionTraits.None);

        /// <summary>Delete an enterprise project.</summary>
        public static IamAction EnterpriseProjectDelete { get; } = s_list.Add("enterpriseProject:delete", ResourceType.EnterpriseProject, ActionTraits.None);

        /// <summary>Create an agency.</summary>
        public static IamAction AgencyCreate { get; } = s_list.Add("agency:create", ResourceType.Agency, ActionTraits.Creates);

        /// <summary>Describe an agency.</summary>
        public static IamAction AgencyGet { get; } = s_list.Add("agency:get", ResourceType.Agency, ActionTraits.ReadOnly);

        /// <summary>List agencies.</summary>
        public static IamAction AgencyList { get; } = s_list.Add("agency:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change an agency.</summary>
        public static IamAction AgencyUpdate { get; } = s_list.Add("agency:update", ResourceType.Agency, ActionTraits.None);

        /// <summary>Delete an agency.</summary>
        public static IamAction AgencyDelete { get; } = s_list.Add("agency:delete", ResourceType.Agency, ActionTraits.None);

        /// <summary>Create a policy.</summary>
        public static IamAction PolicyCreate { get; } = s_list.Add("policy:create", ResourceType.Policy, ActionTraits.Creates);

        /// <summary>Describe a policy.</summary>
        public static IamAction PolicyGet { get; } = s_list.Add("policy:get", ResourceType.Policy, ActionTraits.ReadOnly);

        /// <summary>List policies.</summary>
        public static IamAction PolicyList { get; } = s_list.Add("policy:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change a policy.</summary>
        public static IamAction PolicyUpdate { get; } = s_list.Add("policy:update", ResourceType.Policy, ActionTraits.None);

        /// <summary>Delete a policy.</summary>
        public static IamAction PolicyDelete { get; } = s_list.Add("policy:delete", ResourceType.Policy, ActionTraits.None);

        /// <summary>Create a mapping of a user or group of the operating system.</summary>
        public static IamAction PeerCreate { get; } = s_list.Add("peer:create", ResourceType.Peer, ActionTraits.Creates);

        /// <summary>Describe a mapping of a user or group of the operating system.</summary>
        public static IamAction PeerGet { get; } = s_list.Add("peer:get", ResourceType.Peer, ActionTraits.ReadOnly);

        /// <summary>List every mapping of a user or group of the operating system.</summary>
        public static IamAction PeerList { get; } = s_list.Add("peer:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change a mapping of a user or group of the operating system.</summary>
        public static IamAction PeerUpdate { get; } = s_list.Add("peer:update", ResourceType.Peer, ActionTraits.None);

        /// <summary>Delete a mapping of a user or group of the operating system.</summary>
        public static IamAction PeerDelete { get; } = s_list.Add("peer:delete", ResourceType.Peer, ActionTraits.None);

        /// <summary>Create an access key.</summary>
        public static IamAction AccessKeyCreate { get; } = s_list.Add("accessKey:create", ResourceType.AccessKey, ActionTraits.Creates);

        /// <summary>Describe an access key.</summary>
        public static IamAction AccessKeyGet { get; } = s_list.Add("accessKey:get", ResourceType.AccessKey, ActionTraits.ReadOnly);

        /// <summary>List every access key.</summary>
        public static IamAction AccessKeyList { get; } = s_list.Add("accessKey:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change an access key.</summary>
        public static IamAction AccessKeyUpdate { get; } = s_list.Add("accessKey:update", ResourceType.AccessKey, ActionTraits.None);

        /// <summary>Delete an access key.</summary>
        public static IamAction AccessKeyDelete { get; } = s_list.Add("accessKey:delete", ResourceType.AccessKey, ActionTraits.None);

        /// <summary>Create an access list.</summary>
        public static IamAction AccessListCreate { get; } = s_list.Add("accessList:create", ResourceType.AccessList, ActionTraits.Creates);

        /// <summary>Describe an access list.</summary>
        public static IamAction AccessListGet { get; } = s_list.Add("accessList:get", ResourceType.AccessList, ActionTraits.ReadOnly);

        /// <summary>List every access list.</summary>
        public static IamAction AccessListList { get; } = s_list.Add("accessList:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change an access list.</summary>
        public static IamAction AccessListUpdate { get; } = s_list.Add("accessList:update", ResourceType.AccessList, ActionTraits.None);

        /// <summary>Delete an access list.</summary>
        public static IamAction AccessListDelete { get; } = s_list.Add("accessList:delete", ResourceType.AccessList, ActionTraits.None);

        /// <summary>Get temporary credentials of an agency.</summary>
        public static IamAction AgencyAssume { get; } = s_list.Add("agency:assume", ResourceType.Agency, ActionTraits.None);

        /// <summary>Issue a certificate.</summary>
        public static IamAction CertificateIssue { get; } = s_list.Add("certificate:issue", ResourceType.Certificate, ActionTraits.Creates);

        /// <summary>Describe a certificate.</summary>
        public static IamAction CertificateGet { get; } = s_list.Add("certificate:get", ResourceType.Certificate, ActionTraits.ReadOnly);

        /// <summary>List certificates.</summary>
        public static IamAction CertificateList { get; } = s_list.Add("certificate:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Revoke a certificate.</summary>
        public static IamAction CertificateRevoke { get; } = s_list.Add("certificate:revoke", ResourceType.Certificate, ActionTraits.None);

        /// <summary>Renew a certificate.</summary>
        public static IamAction CertificateRenew { get; } = s_list.Add("certificate:renew", ResourceType.Certificate, ActionTraits.None);

        /// <summary>List audit records.</summary>
        public static IamAction AuditList { get; } = s_list.Add("audit:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Get an audit record.</summary>
        public static IamAction AuditGet { get; } = s_list.Add("audit:get", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Verify the audit chain.</summary>
        public static IamAction AuditVerify { get; } = s_list.Add("audit:verify", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Export audit records.</summary>
        public static IamAction AuditExport { get; } = s_list.Add("audit:export", ResourceType.None, ActionTraits.None);

        /// <summary>Get the state of the appliance.</summary>
        public static IamAction ApplianceGetState { get; } = s_list.Add("appliance:getState", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Examine the appliance.</summary>
        public static IamAction ApplianceDoctor { get; } = s_list.Add("appliance:doctor", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Read metrics.</summary>
        public static IamAction ApplianceMetrics { get; } = s_list.Add("appliance:metrics", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Ask why another principal may or may not do something.</summary>
        public static IamAction ApplianceExplain { get; } = s_list.Add("appliance:explain", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Read settings such as throttling limits.</summary>
        public static IamAction ApplianceGetSettings { get; } = s_list.Add("appliance:getSettings", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change settings such as throttling limits.</summary>
        public static IamAction ApplianceUpdateSettings { get; } = s_list.Add("appliance:updateSettings", ResourceType.None, ActionTraits.None);

        internal static ActionList List => s_list;
    }
}
