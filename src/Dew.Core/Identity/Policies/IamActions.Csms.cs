namespace Dew.Core.Identity;

public static partial class IamActions
{
    /// <summary>Secrets. Names the reference does not know are the appliance's own, of the same form.</summary>
    public static class Csms
    {
        private static readonly ActionList s_list = new("csms", Kms.List);

        /// <summary>Create a secret, import several, or restore one from a backup.</summary>
        public static IamAction SecretCreate { get; } = s_list.Add("secret:create", ResourceType.Secret, ActionTraits.Creates);

        /// <summary>List secrets.</summary>
        public static IamAction SecretList { get; } = s_list.Add("secret:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Describe a secret, or take its encrypted backup.</summary>
        public static IamAction SecretGet { get; } = s_list.Add("secret:get", ResourceType.Secret, ActionTraits.ReadOnly);

        /// <summary>Change a secret.</summary>
        public static IamAction SecretUpdate { get; } = s_list.Add("secret:update", ResourceType.Secret, ActionTraits.None);

        /// <summary>Delete a secret at once.</summary>
        public static IamAction SecretDelete { get; } = s_list.Add("secret:delete", ResourceType.Secret, ActionTraits.None);

        /// <summary>Schedule the deletion of a secret.</summary>
        public static IamAction SecretScheduleDeletion { get; } = s_list.Add("secret:scheduleDeletion", ResourceType.Secret, ActionTraits.None);

        /// <summary>Cancel the scheduled deletion of a secret.</summary>
        public static IamAction SecretRestore { get; } = s_list.Add("secret:restoreSecret", ResourceType.Secret, ActionTraits.None);

        /// <summary>Rotate a secret.</summary>
        public static IamAction SecretRotate { get; } = s_list.Add("secret:rotate", ResourceType.Secret, ActionTraits.None);

        /// <summary>Create a version.</summary>
        public static IamAction VersionCreate { get; } = s_list.Add("secret:createVersion", ResourceType.Secret, ActionTraits.None, "secretVersion:create");

        /// <summary>List versions.</summary>
        public static IamAction VersionList { get; } = s_list.Add("secret:listVersion", ResourceType.Secret, ActionTraits.ReadOnly, "secretVersion:list");

        /// <summary>Get a version with its value; the value also needs kms:dek:decrypt on its key.</summary>
        public static IamAction VersionGet { get; } = s_list.Add("secret:getVersion", ResourceType.Secret, ActionTraits.ReadOnly, "secretVersion:get");

        /// <summary>Change a version.</summary>
        public static IamAction VersionUpdate { get; } = s_list.Add("secret:updateVersion", ResourceType.Secret, ActionTraits.None, "secretVersion:update");

        /// <summary>Create a stage.</summary>
        public static IamAction StageCreate { get; } = s_list.Add("secret:createStage", ResourceType.Secret, ActionTraits.None, "secretStage:create");

        /// <summary>Describe a stage.</summary>
        public static IamAction StageGet { get; } = s_list.Add("secret:getStage", ResourceType.Secret, ActionTraits.ReadOnly, "secretStage:get");

        /// <summary>Move a stage.</summary>
        public static IamAction StageUpdate { get; } = s_list.Add("secret:updateStage", ResourceType.Secret, ActionTraits.None, "secretStage:update");

        /// <summary>Delete a stage.</summary>
        public static IamAction StageDelete { get; } = s_list.Add("secret:deleteStage", ResourceType.Secret, ActionTraits.None, "secretStage:delete");

        /// <summary>Add a tag.</summary>
        public static IamAction TagCreate { get; } = s_list.Add("secretTag:create", ResourceType.Secret, ActionTraits.RequestTags);

        /// <summary>Delete a tag.</summary>
        public static IamAction TagDelete { get; } = s_list.Add("secretTag:delete", ResourceType.Secret, ActionTraits.RequestTags);

        /// <summary>Add or delete several tags.</summary>
        public static IamAction TagBatch { get; } = s_list.Add("secretTag:batch", ResourceType.Secret, ActionTraits.RequestTags);

        /// <summary>List the tags of a secret, or of the project (then without a secret).</summary>
        public static IamAction TagList { get; } = s_list.Add("secretTag:list", ResourceType.Secret, ActionTraits.ReadOnly);

        /// <summary>Find secrets by their tags.</summary>
        public static IamAction TagListInstance { get; } = s_list.Add("secretTag:listInstance", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Create an event.</summary>
        public static IamAction EventCreate { get; } = s_list.Add("event:create", ResourceType.None, ActionTraits.None);

        /// <summary>List events.</summary>
        public static IamAction EventList { get; } = s_list.Add("event:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Describe an event.</summary>
        public static IamAction EventGet { get; } = s_list.Add("event:get", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change an event.</summary>
        public static IamAction EventUpdate { get; } = s_list.Add("event:update", ResourceType.None, ActionTraits.None);

        /// <summary>Delete an event.</summary>
        public static IamAction EventDelete { get; } = s_list.Add("event:delete", ResourceType.None, ActionTraits.None);

        /// <summary>List notification records.</summary>
        public static IamAction NotificationList { get; } = s_list.Add("notification:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>List rotation tasks.</summary>
        public static IamAction TaskList { get; } = s_list.Add("task:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Create the agency that rotation needs.</summary>
        public static IamAction AgencyCreate { get; } = s_list.Add("agency:create", ResourceType.None, ActionTraits.None);

        /// <summary>Tell whether the agency that rotation needs exists.</summary>
        public static IamAction AgencyGet { get; } = s_list.Add("agency:get", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>List function templates of rotation.</summary>
        public static IamAction FunctionTemplateList { get; } = s_list.Add("functionTemplate:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Generate a random password.</summary>
        public static IamAction PasswordGenerate { get; } = s_list.Add("password:generate", ResourceType.None, ActionTraits.None);

        /// <summary>Check the strength of a value.</summary>
        public static IamAction CheckerCheck { get; } = s_list.Add("checker:check", ResourceType.None, ActionTraits.None);

        /// <summary>Get the configuration of the strength check.</summary>
        public static IamAction CheckerGetConfig { get; } = s_list.Add("checker:getConfig", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change the configuration of the strength check.</summary>
        public static IamAction CheckerUpdateConfig { get; } = s_list.Add("checker:updateConfig", ResourceType.None, ActionTraits.None);

        /// <summary>Grant a secret.</summary>
        public static IamAction GrantCreate { get; } = s_list.Add("grant:create", ResourceType.Secret, ActionTraits.None);

        /// <summary>List the grants of a secret.</summary>
        public static IamAction GrantList { get; } = s_list.Add("grant:list", ResourceType.Secret, ActionTraits.ReadOnly);

        /// <summary>Change a grant.</summary>
        public static IamAction GrantUpdate { get; } = s_list.Add("grant:update", ResourceType.Secret, ActionTraits.None);

        /// <summary>Delete a grant.</summary>
        public static IamAction GrantDelete { get; } = s_list.Add("grant:delete", ResourceType.Secret, ActionTraits.None);

        /// <summary>List users of secrets.</summary>
        public static IamAction UserList { get; } = s_list.Add("user:list", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Describe a user of secrets.</summary>
        public static IamAction UserGet { get; } = s_list.Add("user:get", ResourceType.None, ActionTraits.ReadOnly);

        /// <summary>Change the password of a user of secrets.</summary>
        public static IamAction UserUpdatePassword { get; } = s_list.Add("user:updatePassword", ResourceType.None, ActionTraits.None);

        internal static ActionList List => s_list;
    }
}
