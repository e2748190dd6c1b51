namespace Dew.Core.Identity;

/// <summary>A set of actions, one bit each.</summary>
internal sealed class ActionSet
{
    private readonly ulong[] _bits = new ulong[(IamActions.All.Count + 63) / 64];

    /// <summary>Whether nothing is in it.</summary>
    internal bool IsEmpty => !_bits.AsSpan().ContainsAnyExcept(0UL);

    /// <summary>Whether an action is in it.</summary>
    /// <param name="action">The action.</param>
    internal bool Contains(IamAction action) => (_bits[action.Index / 64] >> (action.Index % 64) & 1) != 0;

    /// <summary>Puts an action in.</summary>
    /// <param name="action">The action.</param>
    internal void Add(IamAction action) => _bits[action.Index / 64] |= 1UL << (action.Index % 64);

    /// <summary>Puts all of another set in.</summary>
    /// <param name="other">The other set.</param>
    internal void Add(ActionSet other)
    {
        for (int i = 0; i < _bits.Length; i++)
        {
            _bits[i] |= other._bits[i];
        }
    }
}
