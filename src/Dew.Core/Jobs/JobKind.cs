namespace Dew.Core.Jobs;

/// <summary>What a job does. Numbers are stored and stable for ever.</summary>
public enum JobKind : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>Destroys a CMK whose waiting time is over.</summary>
    DeleteKey = 1,
}
