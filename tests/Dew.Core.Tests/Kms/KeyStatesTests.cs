using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class KeyStatesTests
{
    private static readonly Dictionary<(KeyState, KeyEvent), KeyState> s_allowed = new()
    {
        [(KeyState.Disabled, KeyEvent.Enable)] = KeyState.Enabled,
        [(KeyState.Enabled, KeyEvent.Disable)] = KeyState.Disabled,
        [(KeyState.Enabled, KeyEvent.ScheduleDeletion)] = KeyState.PendingDeletion,
        [(KeyState.Disabled, KeyEvent.ScheduleDeletion)] = KeyState.PendingDeletion,
        [(KeyState.PendingDeletion, KeyEvent.CancelDeletion)] = KeyState.Disabled,
    };

    private static readonly Dictionary<KeyEvent, Status> s_refusals = new()
    {
        [KeyEvent.Enable] = Status.KeyNotDisabled,
        [KeyEvent.Disable] = Status.KeyNotEnabled,
        [KeyEvent.ScheduleDeletion] = Status.KeyAlreadyPendingDeletion,
        [KeyEvent.CancelDeletion] = Status.KeyNotPendingDeletion,
    };

    public static TheoryData<byte, int> AllPairs()
    {
        var pairs = new TheoryData<byte, int>();
        foreach (KeyState state in Enum.GetValues<KeyState>().Where(static s => s != KeyState.Unset))
        {
            foreach (KeyEvent change in Enum.GetValues<KeyEvent>())
            {
                pairs.Add((byte)state, (int)change);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void Every_pair_of_state_and_event_leads_where_the_reference_says(byte state, int change)
    {
        Outcome<KeyState> next = KeyStates.Next((KeyState)state, (KeyEvent)change);

        if (s_allowed.TryGetValue(((KeyState)state, (KeyEvent)change), out KeyState expected))
        {
            Assert.Equal(expected, next.Ok());
        }
        else
        {
            next.FailsWith(s_refusals[(KeyEvent)change]);
        }
    }

    [Theory]
    [InlineData(KeyState.Enabled, 2)]
    [InlineData(KeyState.Disabled, 3)]
    [InlineData(KeyState.PendingDeletion, 4)]
    public void The_numbers_of_the_states_are_those_of_the_API(KeyState state, int number) => Assert.Equal(number, (int)state);
}
