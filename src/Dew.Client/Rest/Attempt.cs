using Dew.SecureMemory;

namespace Dew.Client.Rest;

/// <summary>How one try ended: with the body of a success, or with a failure and whether to repeat.</summary>
internal readonly record struct Attempt(SecretBuffer? Body, Exception? Failure, Repeat Repeat, TimeSpan? RetryAfter);
