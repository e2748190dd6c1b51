namespace Dew.Hsm;

/// <summary>
/// The session that owns every loaded key: session objects die with the session that made them (PKCS#11 v2.40 §5.6), so keys are loaded
/// through this one, which no lane closes.
/// </summary>
/// <param name="session">The session.</param>
internal sealed class OwnerSession(nuint session)
{
    private volatile Lane? _user;

    internal nuint Session { get; } = session;

    /// <summary>Held while the session is used.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>The lane inside the module with it, so that the watchdog knows when the session is lost with a lane.</summary>
    internal Lane? User
    {
        get => _user;
        set => _user = value;
    }
}
