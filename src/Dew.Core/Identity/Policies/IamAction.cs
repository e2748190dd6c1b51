namespace Dew.Core.Identity;

/// <summary>
/// Something the appliance can be asked to do, as policies name it. There is one instance an action, made by <see cref="IamActions"/>;
/// compare by reference.
/// </summary>
public sealed class IamAction
{
    internal IamAction(string name, int index, ResourceType resource, ActionTraits traits)
    {
        Name = name;
        Index = index;
        Resource = resource;
        Traits = traits;
        ServiceName = name[..name.IndexOf(':', StringComparison.Ordinal)];
        ServiceBit = ResourceTypes.ServiceBit(ServiceName);
    }

    /// <summary>The name in custom policies of version 1.1, such as kms:cmk:create.</summary>
    public string Name { get; }

    /// <summary>Its place in <see cref="IamActions.All"/>. Holds for this build only: store and send the name.</summary>
    public int Index { get; }

    /// <summary>The service: kms, csms, kps, cts or dew.</summary>
    public string ServiceName { get; }

    /// <summary>What it is done to.</summary>
    public ResourceType Resource { get; }

    /// <summary>Whether it only looks. An action that uses a key does not only look.</summary>
    public bool IsReadOnly => (Traits & ActionTraits.ReadOnly) != 0;

    /// <summary>Whether it makes a resource, so that the facts about it are those asked for.</summary>
    public bool IsCreation => (Traits & ActionTraits.Creates) != 0;

    /// <summary>Everything about it that is yes or no.</summary>
    internal ActionTraits Traits { get; }

    /// <summary>The bit of its service in a mask of services.</summary>
    internal int ServiceBit { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
