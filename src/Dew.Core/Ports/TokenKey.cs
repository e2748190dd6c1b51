namespace Dew.Core.Ports;

/// <summary>A key of the appliance's own that signs inside the HSM: EC P-256, never outside.</summary>
public enum TokenKey : byte
{
    /// <summary>Not assigned.</summary>
    Unset = 0,

    /// <summary>dew-audit: signs audit heads.</summary>
    Audit = 1,

    /// <summary>dew-ca: issues certificates.</summary>
    Ca = 2,
}
