namespace Dew.Integration.Tests.Faults;

/// <summary>The answers of a module on its bad days (PKCS#11 v2.40, section 5.1), under their own names.</summary>
internal enum Ckr : ulong
{
    HostMemory = 0x02,
    GeneralError = 0x05,
    FunctionFailed = 0x06,
    DeviceError = 0x30,
    DeviceMemory = 0x31,
    DeviceRemoved = 0x32,
    KeyHandleInvalid = 0x60,
    ObjectHandleInvalid = 0x82,
    OperationActive = 0x90,
    SessionClosed = 0xB0,
    SessionHandleInvalid = 0xB3,
    TokenNotPresent = 0xE0,
    UserNotLoggedIn = 0x101,
}
