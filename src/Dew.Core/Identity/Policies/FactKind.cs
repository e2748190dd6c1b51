namespace Dew.Core.Identity;

/// <summary>What kind of value a condition key has, and so which operators go with it.</summary>
internal enum FactKind : byte
{
    Unset = 0,
    Text = 1,
    TextList = 2,
    Address = 3,
    Time = 4,
    Flag = 5,
}
