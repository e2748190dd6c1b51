namespace Dew.Core.Kms;

/// <summary>What may change the state of a key.</summary>
internal enum KeyEvent
{
    Enable,
    Disable,
    ScheduleDeletion,
    CancelDeletion,
}
