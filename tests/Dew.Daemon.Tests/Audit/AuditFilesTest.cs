using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Tests.Fakes;
using Dew.Daemon.Audit;
using Xunit;

namespace Dew.Daemon.Tests.Audit;

/// <summary>A trail over a store in memory, a token in memory, and a folder of the test's own.</summary>
public abstract class AuditFilesTest : IDisposable
{
    protected AuditFilesTest()
    {
        Folder = Directory.CreateTempSubdirectory("dew-audit-").FullName;
        Trail = new AuditTrail(Store, Time);
        Signer = new AuditSigner(Trail, Store, Token, Time);
        Options = new AuditOptions
        {
            AnchorFile = Path.Combine(Folder, "anchor.json"), ExportFolder = Path.Combine(Folder, "export"), JournalSocket = null,
        };
    }

    protected string Folder { get; }

    private protected InMemoryAuditStore Store { get; } = new();

    private protected SoftwareTokenSigner Token { get; } = new();

    private protected ManualTime Time { get; } = new();

    private protected AuditTrail Trail { get; }

    private protected AuditSigner Signer { get; }

    private protected AuditOptions Options { get; set; }

    public void Dispose()
    {
        Token.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected async Task AppendAsync(int count, string text = "")
    {
        for (int i = 0; i < count; i++)
        {
            await Trail.AppendAsync(CallContext.OfSystem(Traces.Kms("createKey")).Entry(Status.Ok, text));
        }
    }

    /// <summary>Appends records and signs the last one.</summary>
    private protected async Task FillAsync(int count, string text = "")
    {
        await AppendAsync(count, text);
        Assert.True((await Signer.SignAsync()).IsOk);
    }

    private protected string[] Segments() => [.. Directory.EnumerateFiles(Options.ExportFolder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private protected async Task<AuditReport> VerifyExportAsync(bool isWhole = true)
    {
        var check = new AuditExportCheck(Token.Key, isWhole);
        foreach (string segment in Segments())
        {
            await using FileStream file = File.OpenRead(Path.Combine(Options.ExportFolder, segment));
            await check.ReadAsync(file, TestContext.Current.CancellationToken);
        }

        return check.Finish();
    }
}
