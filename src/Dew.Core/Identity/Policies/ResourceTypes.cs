namespace Dew.Core.Identity;

/// <summary>How policies spell the resource types, and which service has them.</summary>
internal static class ResourceTypes
{
    /// <summary>The services whose actions mean something here.</summary>
    internal static readonly string[] Services = ["kms", "csms", "kps", "cts", "dew"];

    private static readonly (ResourceType Type, string Service, string Name)[] s_all =
    [
        (ResourceType.Key, "kms", "KeyId"),
        (ResourceType.Secret, "csms", "secretName"),
        (ResourceType.KeyPair, "kps", "SSHKeyPair"),
        (ResourceType.User, "dew", "user"),
        (ResourceType.Group, "dew", "group"),
        (ResourceType.Project, "dew", "project"),
        (ResourceType.EnterpriseProject, "dew", "enterpriseProject"),
        (ResourceType.Agency, "dew", "agency"),
        (ResourceType.Policy, "dew", "policy"),
        (ResourceType.Peer, "dew", "peer"),
        (ResourceType.AccessKey, "dew", "accessKey"),
        (ResourceType.AccessList, "dew", "accessList"),
        (ResourceType.Certificate, "dew", "certificate"),
    ];

    /// <summary>The bit of a service in a mask of services, 0 for one that is not ours.</summary>
    /// <param name="service">The service in lower case.</param>
    internal static int ServiceBit(string service)
    {
        int index = Array.IndexOf(Services, service);
        return index < 0 ? 0 : 1 << index;
    }

    /// <summary>The bit of a type in a mask of types.</summary>
    /// <param name="type">The type.</param>
    internal static int Bit(ResourceType type) => 1 << (int)type;

    /// <summary>The services a pattern names, ignoring case.</summary>
    /// <param name="pattern">A service, with wildcards or without.</param>
    internal static int MatchServices(string pattern)
    {
        int mask = 0;
        foreach (string service in Services)
        {
            mask |= Wildcard.IsMatchIgnoringCase(pattern, service) ? ServiceBit(service) : 0;
        }

        return mask;
    }

    /// <summary>The types of some services that a pattern names, ignoring case.</summary>
    /// <param name="services">A mask of services.</param>
    /// <param name="pattern">A type, with wildcards or without.</param>
    internal static int MatchTypes(int services, string pattern)
    {
        int mask = 0;
        foreach ((ResourceType type, string service, string name) in s_all)
        {
            mask |= (services & ServiceBit(service)) != 0 && Wildcard.IsMatchIgnoringCase(pattern, name) ? Bit(type) : 0;
        }

        return mask;
    }

    /// <summary>The types of some services, for messages.</summary>
    /// <param name="services">A mask of services.</param>
    internal static string AcceptedNames(int services)
    {
        string names = string.Join(", ", s_all.Where(entry => (services & ServiceBit(entry.Service)) != 0).Select(static entry => entry.Name));
        return names.Length == 0 ? "only *" : names;
    }

    /// <summary>What a single resource is called, as a policy would name it.</summary>
    /// <param name="type">Its type.</param>
    internal static string Name(ResourceType type)
    {
        foreach ((ResourceType candidate, string service, string name) in s_all)
        {
            if (candidate == type)
            {
                return $"{service.ToUpperInvariant()}:*:*:{name}";
            }
        }

        return "no single resource";
    }
}
