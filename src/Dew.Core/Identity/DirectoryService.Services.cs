namespace Dew.Core.Identity;

public sealed partial class DirectoryService
{
    private const string ServiceKind = "service";

    /// <summary>Every service principal, by name.</summary>
    public IReadOnlyList<ServicePrincipal> ListServices() => Tables.Services.InOrder;

    /// <summary>A service principal.</summary>
    /// <param name="name">Its name.</param>
    public Outcome<ServicePrincipal> GetService(string name) => Tables.Services.FindByName(name) is { } found ? found : NotFound(ServiceKind, name);

    /// <summary>Enables or disables a service principal. Disabled, nothing is accepted from it, nor from its keys.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isEnabled">Whether anything is accepted from it.</param>
    public ValueTask<Outcome<ServicePrincipal>> SetServiceEnabledAsync(CallContext call, string name, bool isEnabled) =>
        ChangeAsync<ServicePrincipal>(call, draft =>
        {
            if (!TryFind(call, draft.Tables.Services, ServiceKind, name, out ServicePrincipal? before, out Failure failure))
            {
                return failure;
            }

            ServicePrincipal after = before with { IsEnabled = isEnabled };
            draft.Put(after);
            return after;
        });
}
