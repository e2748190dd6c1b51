namespace Dew.Storage;

/// <summary>Walks over several families that all see the same moment.</summary>
internal sealed class FamilyWalks : IDisposable
{
    private readonly FamilyWalk[] _walks;

    internal FamilyWalks(ReadOnlySpan<Family> families, IteratorHandle[] iterators)
    {
        _walks = new FamilyWalk[families.Length];
        for (int i = 0; i < _walks.Length; i++)
        {
            _walks[i] = new FamilyWalk(families[i], iterators[i]);
        }
    }

    /// <summary>The walk over the n-th family asked for.</summary>
    internal FamilyWalk this[int index] => _walks[index];

    public void Dispose()
    {
        foreach (FamilyWalk walk in _walks)
        {
            walk.Dispose();
        }
    }
}
