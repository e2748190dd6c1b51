namespace Dew.Core.Kms;

/// <summary>A tag of a resource.</summary>
/// <param name="Key">1 to 128 characters.</param>
/// <param name="Value">0 to 255 characters.</param>
public readonly record struct Tag(string Key, string Value);
