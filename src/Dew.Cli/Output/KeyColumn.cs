using Dew.Protocol.Rest;

namespace Dew.Cli.Output;

/// <summary>A column that dew key list can show.</summary>
/// <param name="Name">As --columns takes it; in capitals the head of the column.</param>
/// <param name="Value">What stands in it.</param>
internal sealed record KeyColumn(string Name, Func<KeyDetails, string> Value)
{
    /// <summary>A terminal of fewer columns cannot hold the long list without breaking every line.</summary>
    private const int WidthOfAll = 125;

    /// <summary>Every column there is.</summary>
    internal static readonly IReadOnlyList<KeyColumn> All =
    [
        new("id", static key => key.KeyId),
        new("alias", static key => key.KeyAlias),
        new("spec", static key => key.KeySpec),
        new("usage", static key => key.KeyUsage),
        new("state", static key => KeyWords.State(key.KeyState)),
        new("created", static key => KeyWords.Time(key.CreationDate)),
        new("project", static key => key.EnterpriseProjectId),
        new("deletion", static key => KeyWords.Time(key.ScheduledDeletionDate)),
        new("description", static key => key.KeyDescription),
    ];

    private static readonly string[] s_wide = ["id", "alias", "spec", "usage", "state", "created", "project"];

    private static readonly string[] s_narrow = ["id", "alias", "spec", "state"];

    /// <summary>What people write themselves may be long and is broken; the rest is copied and must not be.</summary>
    internal bool MayWrap => Name is "alias" or "description";

    /// <summary>The columns if nobody chooses: the same for every program, what fits for people.</summary>
    /// <param name="terminalWidth">Null if the output is no terminal.</param>
    internal static IReadOnlyList<KeyColumn> Default(int? terminalWidth) => Named(terminalWidth < WidthOfAll ? s_narrow : s_wide)!;

    /// <summary>The columns of these names in this order; null if there is no such column.</summary>
    internal static IReadOnlyList<KeyColumn>? Named(IEnumerable<string> names)
    {
        KeyColumn?[] columns = [.. names.Select(static name => All.FirstOrDefault(column => column.Name == name))];
        return columns.Contains(null) ? null : [.. columns.OfType<KeyColumn>()];
    }
}
