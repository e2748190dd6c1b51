namespace Dew.Testing;

/// <summary>Which of the vendor's SDKs a request looks like.</summary>
public enum SdkKind
{
    /// <summary>.NET: Host without port, content-type not signed, a header with an underscore, queries as its URI class leaves them.</summary>
    DotNet,

    /// <summary>Python: signs content-type, escapes slashes in path parameters, spaces in JSON.</summary>
    Python,

    /// <summary>Node: signs content-type but not user-agent, and encodes the path twice when signing.</summary>
    Node,

    /// <summary>Java: Host with port, content-type not signed.</summary>
    Java,
}
