using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Core.Tests.Fakes;

/// <summary>
/// An HSM out of .NET's classes, whose "wrapped" material is the key itself. It fails on command, counts what is rented and returned, and
/// hands out the same few slots again, so that a slot that is used after its return is noticed.
/// </summary>
internal sealed class SoftwareProvider : ICryptoProvider
{
    private readonly Queue<Status> _answers = new();
    private readonly Stack<SoftwareSlot> _free = new();
    private int _outstanding;

    /// <summary>Slots rented and not yet returned.</summary>
    internal int Outstanding => _outstanding;

    internal int Rented { get; private set; }

    internal int Returned { get; private set; }

    /// <summary>Operations run, failed ones too.</summary>
    internal int Runs { get; set; }

    internal int Generations { get; private set; }

    internal List<SoftwareKeyHandle> Bound { get; } = [];

    /// <summary>The slot rented last.</summary>
    internal SoftwareSlot? LastSlot { get; private set; }

    /// <summary>What <see cref="GenerateKeyAsync"/> answers instead of a key.</summary>
    internal Failure? GenerationFailure { get; set; }

    /// <summary>Runs before a key is generated.</summary>
    internal Func<Task>? BeforeGenerate { get; set; }

    /// <summary>Whether operations only pretend: zeroes of the right length, without a thing allocated.</summary>
    internal bool IsHollow { get; set; }

    /// <summary>Whether operations wait for <see cref="SoftwareSlot.Complete"/>, as those of a lane do.</summary>
    internal bool IsSuspending { get; set; }

    internal SoftwareKeyHandle HandleOf(Guid keyId) => Bound.Last(h => h.Version.KeyId == keyId);

    /// <summary>Makes one of the next operations fail; those before it succeed.</summary>
    internal void Answer(params ReadOnlySpan<Status> statuses)
    {
        foreach (Status status in statuses)
        {
            _answers.Enqueue(status);
        }
    }

    public async ValueTask<Outcome<GeneratedKey>> GenerateKeyAsync(KeySpec spec)
    {
        if (BeforeGenerate is { } before)
        {
            await before();
        }

        if (GenerationFailure is { } failure)
        {
            return failure;
        }

        Generations++;
        return TestKeys.Generate(spec);
    }

    public KeyHandle Bind(KeyVersionRecord version)
    {
        var handle = new SoftwareKeyHandle(version);
        lock (Bound)
        {
            Bound.Add(handle);
        }

        return handle;
    }

    public void Unload(KeyHandle handle) => ((SoftwareKeyHandle)handle).Unloads++;

    public CryptoSlot Rent()
    {
        Rented++;
        _outstanding++;
        SoftwareSlot slot = _free.Count > 0 ? _free.Pop() : new SoftwareSlot(this);
        slot.MarkRented();
        LastSlot = slot;
        return slot;
    }

    internal void TakeBack(SoftwareSlot slot)
    {
        Returned++;
        _outstanding--;
        _free.Push(slot);
    }

    internal Status NextAnswer() => _answers.TryDequeue(out Status status) ? status : Status.Ok;
}
