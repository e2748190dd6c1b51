namespace Dew.Hsm;

/// <summary>Whether the HSM can be used now.</summary>
public enum HsmState
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>Logged in, lanes at work.</summary>
    Connected,

    /// <summary>The token or its sessions are gone; connecting again with back-off.</summary>
    Reconnecting,

    /// <summary>Too many lanes were lost or the provider is disposed; only a new process helps.</summary>
    Failed,
}
