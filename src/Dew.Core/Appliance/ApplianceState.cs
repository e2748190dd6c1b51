using Dew.Core.Audit;
using Dew.Core.Kms;

namespace Dew.Core.Appliance;

/// <summary>The state of the box. What is valid in one state only is carried by it, so that no code reaches a key while locked.</summary>
public abstract record ApplianceState
{
    private ApplianceState()
    {
    }

    /// <summary>As the API calls it.</summary>
    public abstract string Name { get; }

    /// <summary>Initialised, but the HSM is not logged in and the store is not readable.</summary>
    public sealed record Sealed : ApplianceState
    {
        /// <inheritdoc/>
        public override string Name => "sealed";
    }

    /// <summary>Serving.</summary>
    /// <param name="Identity">Who this appliance is.</param>
    /// <param name="Keys">The life of keys.</param>
    /// <param name="Access">Which key a request may name.</param>
    /// <param name="Crypto">The use of keys.</param>
    /// <param name="Audit">What is told of every operation.</param>
    public sealed record Operational(ApplianceIdentity Identity, KeyService Keys, KeyAccess Access, CryptoService Crypto, AuditTrail Audit) : ApplianceState
    {
        /// <inheritdoc/>
        public override string Name => "operational";
    }
}
