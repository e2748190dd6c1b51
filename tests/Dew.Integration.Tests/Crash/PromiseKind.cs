namespace Dew.Integration.Tests.Crash;

internal enum PromiseKind
{
    Data,
    DataKey,
    Signature,
}
