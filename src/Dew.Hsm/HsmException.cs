namespace Dew.Hsm;

/// <summary>The HSM cannot be used as it is; the message says what was expected and what came, for an operator. Never holds a secret.</summary>
public sealed class HsmException : Exception
{
    /// <summary>With no more than a message.</summary>
    /// <param name="message">In words, for an operator.</param>
    public HsmException(string message)
        : base(message)
    {
    }

    /// <summary>With a cause.</summary>
    /// <param name="message">In words, for an operator.</param>
    /// <param name="innerException">The cause.</param>
    public HsmException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal HsmException(string action, nuint rv)
        : base($"{action}: the module answered {CkrName.Of(rv)}.") => ReturnValue = rv;

    /// <summary>The CKR_ value, 0 if the failure is not the module's.</summary>
    internal nuint ReturnValue { get; init; }
}
