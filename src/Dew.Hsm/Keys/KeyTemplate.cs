using System.Diagnostics;
using System.Runtime.CompilerServices;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>A list of attributes on the stack. It points into itself, so it must stay where it was made: pass it by reference only.</summary>
internal unsafe ref struct KeyTemplate
{
    private const int Capacity = 20;

    private Numbers _numbers;
    private Entries _entries;
    private int _count;

    internal readonly nuint Count => (nuint)_count;

    internal CK_ATTRIBUTE* Pointer
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => (CK_ATTRIBUTE*)Unsafe.AsPointer(ref _entries);
    }

    internal void Flag(nuint type, bool value)
    {
        _numbers[_count] = value ? CK_TRUE : CK_FALSE;
        Add(type, Unsafe.AsPointer(ref _numbers[_count]), sizeof(byte));
    }

    internal void Number(nuint type, nuint value)
    {
        _numbers[_count] = value;
        Add(type, Unsafe.AsPointer(ref _numbers[_count]), (nuint)sizeof(nuint));
    }

    /// <summary>Bytes that the caller keeps fixed while the template is used.</summary>
    internal void Bytes(nuint type, byte* value, int length) => Add(type, value, (nuint)length);

    private void Add(nuint type, void* value, nuint length)
    {
        Debug.Assert(_count < Capacity, "more attributes than room");
        _entries[_count++] = new CK_ATTRIBUTE { type = type, pValue = value, ulValueLen = length };
    }

    [InlineArray(Capacity)]
    private struct Numbers
    {
        private nuint _first;
    }

    [InlineArray(Capacity)]
    private struct Entries
    {
        private CK_ATTRIBUTE _first;
    }
}
