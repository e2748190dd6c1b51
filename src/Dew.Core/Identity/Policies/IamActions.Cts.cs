namespace Dew.Core.Identity;

public static partial class IamActions
{
    /// <summary>Traces.</summary>
    public static class Cts
    {
        private static readonly ActionList s_list = new("cts", Kps.List);

        /// <summary>Read traces.</summary>
        public static IamAction TraceList { get; } = s_list.Add("trace:list", ResourceType.None, ActionTraits.ReadOnly);

        internal static ActionList List => s_list;
    }
}
