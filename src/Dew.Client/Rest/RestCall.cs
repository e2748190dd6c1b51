namespace Dew.Client.Rest;

/// <summary>One request, in the form that can be sent again.</summary>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Path">Path and query, beginning with a slash.</param>
/// <param name="Body">JSON in UTF-8, empty for none; owned by the caller, not changed while the call runs.</param>
/// <param name="MayBeDoneTwice">False if a second execution would make a second object.</param>
/// <param name="Unhurried">True if the answer may take longer than a try usually may.</param>
internal sealed record RestCall(
    HttpMethod Method, string Path, ReadOnlyMemory<byte> Body, bool MayBeDoneTwice = true, bool Unhurried = false);
