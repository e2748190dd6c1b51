namespace Dew.Hsm;

/// <summary>Where a request is. Only the one who moves it may act on it.</summary>
internal enum RequestPhase : byte
{
    /// <summary>With its owner.</summary>
    Idle = 0,

    /// <summary>In the queue.</summary>
    Queued,

    /// <summary>On a lane, which may be inside the module with the request's buffers.</summary>
    Running,

    /// <summary>On a lane that waits for the connection, outside the module.</summary>
    Parked,
}
