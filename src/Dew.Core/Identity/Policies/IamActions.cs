namespace Dew.Core.Identity;

/// <summary>
/// Every action the appliance knows, with the names policies use (reference sections 2 to 5 and 7, and the appliance's own). A class a
/// service; the order of the services fixes <see cref="IamAction.Index"/>, whichever class is touched first.
/// </summary>
public static partial class IamActions
{
    /// <summary>Every action, in the order of its index.</summary>
    public static IReadOnlyList<IamAction> All { get; } =
        [.. Kms.List.Actions, .. Csms.List.Actions, .. Kps.List.Actions, .. Cts.List.Actions, .. Dew.List.Actions];

    /// <summary>The action of exactly this name, for code that declares what it needs.</summary>
    /// <param name="name">A name such as kms:cmk:create; no alias, no pattern.</param>
    /// <exception cref="ArgumentException">There is no such action.</exception>
    public static IamAction Get(string name) =>
        All.FirstOrDefault(action => action.Name == name) ?? throw new ArgumentException($"There is no action {name}.", nameof(name));

    /// <summary>The services, for messages.</summary>
    internal static string AcceptedServices { get; } = string.Join(", ", ResourceTypes.Services);

    /// <summary>
    /// The actions a name or a pattern stands for: one, several where a name of version 1.1 covers several or where it has wildcards, or none
    /// where it is unknown. The case of letters does not matter.
    /// </summary>
    /// <param name="name">For example kms:cmk:create, kms:cmk:encryptData, kms:dek:crypto or kms:*:list.</param>
    public static IReadOnlyList<IamAction> Find(string name)
    {
        ActionSet? found = ActionNames.Resolve(name);
        return found is null ? [] : [.. All.Where(found.Contains)];
    }
}
