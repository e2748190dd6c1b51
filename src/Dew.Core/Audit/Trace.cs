namespace Dew.Core.Audit;

/// <summary>What an operation is called in the audit trail.</summary>
/// <param name="Name">The trace name (reference section 2; user guide table 5-1).</param>
/// <param name="Service">The service in capitals, such as KMS.</param>
/// <param name="ResourceType">What it acts on, such as cmk.</param>
public sealed record Trace(string Name, string Service, string ResourceType);
