namespace Dew.Cli;

/// <summary>What the exit codes mean. Scripts count on them: never change one, document new ones in the README and in the help.</summary>
internal static class ExitCode
{
    internal const int Ok = 0;

    /// <summary>The appliance refused, or found itself not well (doctor).</summary>
    internal const int Refused = 1;

    /// <summary>The command line is wrong.</summary>
    internal const int Usage = 2;

    /// <summary>No answer from the appliance.</summary>
    internal const int Unreachable = 3;

    /// <summary>A signature is not valid, an encrypted file is damaged, cut or not one, or the audit trail is not intact.</summary>
    internal const int NotAuthentic = 4;

    /// <summary>A file or stream on this side could not be read or written.</summary>
    internal const int LocalIo = 5;

    /// <summary>A fault of dew itself (EX_SOFTWARE).</summary>
    internal const int Fault = 70;

    /// <summary>128 + the number of a signal, as shells count: 130 for Ctrl-C.</summary>
    internal const int SignalBase = 128;

    /// <summary>Nobody reads the standard output any more (128 + SIGPIPE).</summary>
    internal const int OutputClosed = 141;
}
