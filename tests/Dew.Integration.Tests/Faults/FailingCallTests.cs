using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Faults;

/// <summary>Single calls into the module fail: with what they say of a lost session or token, of a device in trouble, of a handle it forgot.</summary>
public sealed class FailingCallTests
{
    public static TheoryData<string, ulong[]> FailingCalls
    {
        get
        {
            ulong[] lost = [(ulong)Ckr.SessionHandleInvalid, (ulong)Ckr.SessionClosed, (ulong)Ckr.UserNotLoggedIn, (ulong)Ckr.TokenNotPresent, (ulong)Ckr.DeviceRemoved];
            ulong[] broken = [(ulong)Ckr.DeviceError, (ulong)Ckr.DeviceMemory, (ulong)Ckr.GeneralError, (ulong)Ckr.FunctionFailed, (ulong)Ckr.HostMemory];
            ulong[] handles = [(ulong)Ckr.KeyHandleInvalid, (ulong)Ckr.ObjectHandleInvalid];
            ulong[] some = [(ulong)Ckr.SessionHandleInvalid, (ulong)Ckr.UserNotLoggedIn, (ulong)Ckr.DeviceError, (ulong)Ckr.GeneralError];
            return new TheoryData<string, ulong[]>
            {
                { "C_EncryptInit", [.. lost, .. broken, .. handles, (ulong)Ckr.OperationActive] },
                { "C_Encrypt", some },
                { "C_DecryptInit", [.. some, .. handles] },
                // Not CKR_GENERAL_ERROR: SoftHSM2 says it of a ciphertext that is not authentic.
                { "C_Decrypt", [.. some.Where(rv => rv != (ulong)Ckr.GeneralError)] },
                { "C_SignInit", [.. some, .. handles] },
                { "C_Sign", [.. lost, .. broken] },
                { "C_GenerateRandom", some },
            };
        }
    }

    [Theory]
    [MemberData(nameof(FailingCalls))]
    public void A_call_that_fails_costs_at_most_its_request(string function, ulong[] answers)
    {
        Assert.SkipWhen(FaultyDaemon.WhyImpossible is not null, FaultyDaemon.WhyImpossible ?? "");
        using FaultyDaemon faulty = new();
        foreach (ulong answer in answers)
        {
            ulong before = faulty.Control.Faulted(function);
            faulty.Control.Fail(function, answer, times: 2, skip: 1);
            using DewApi api = faulty.Connect();
            for (int i = 0; i < 15; i++)
            {
                faulty.AskStrictly(api, i);
            }
            faulty.Control.Fail(function, answer, times: 0);
            faulty.WaitForService();
            Assert.True(faulty.Control.Faulted(function) > before, $"{function} was never called");
        }
    }
}
