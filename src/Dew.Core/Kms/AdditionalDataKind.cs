namespace Dew.Core.Kms;

/// <summary>In which form a client gave additional authenticated data. Numbers are stored and stable for ever.</summary>
public enum AdditionalDataKind : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>additional_authenticated_data, a text.</summary>
    Text = 1,

    /// <summary>encryption_context, an object of strings.</summary>
    Context = 2,
}
