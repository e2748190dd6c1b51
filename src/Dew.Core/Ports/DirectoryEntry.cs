namespace Dew.Core.Ports;

/// <summary>A small record that is kept by kind and id and read whole: identities, policies, certificates.</summary>
/// <param name="Kind">What it describes.</param>
/// <param name="Id">Unique in its kind, 1 to 255 printable ASCII characters.</param>
/// <param name="Content">What the owner of the kind wrote; the store seals it and does not look inside.</param>
public readonly record struct DirectoryEntry(EntryKind Kind, string Id, ReadOnlyMemory<byte> Content);
