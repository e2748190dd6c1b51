namespace Dew.Client.Tests.Fakes;

/// <summary>Makes the fake appliance answer with an error.</summary>
internal sealed class FakeError(int status, string code, string message) : Exception(message)
{
    internal int Status { get; } = status;

    internal string Code { get; } = code;
}
