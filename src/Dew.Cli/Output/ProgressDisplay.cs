using Dew.Cli.Hosting;
using Spectre.Console;

namespace Dew.Cli.Output;

/// <summary>A progress bar on standard error, if a terminal is there to show it.</summary>
internal static class ProgressDisplay
{
    /// <summary>Shorter work is over before a bar can be read.</summary>
    private const long WorthShowing = 16 * 1024 * 1024;

    /// <summary>Runs work that reports the bytes it has done.</summary>
    /// <param name="host">Where the bar is drawn.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="totalBytes">How much there is to do; null if unknown.</param>
    /// <param name="work">The work; it gets null where no bar is drawn.</param>
    internal static async Task RunAsync(CliHost host, string title, long? totalBytes, Func<IProgress<long>?, Task> work)
    {
        if (!host.ErrorIsTerminal || host.Variable("TERM") is "dumb" || totalBytes < WorthShowing)
        {
            await work(null);
            return;
        }

        IAnsiConsole console = ConsoleFactory.CreateForProgress(host.Error, host.TerminalWidth(), host.AllowsColour);
        ProgressColumn[] columns = totalBytes is null
            ? [new TaskDescriptionColumn(), new TransferSpeedColumn()]
            : [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new TransferSpeedColumn(), new RemainingTimeColumn()];
        await console.Progress().AutoClear(true).Columns(columns).StartAsync(async context =>
        {
            ProgressTask bar = context.AddTask(Markup.Escape(title), maxValue: totalBytes ?? double.MaxValue);
            await work(totalBytes is null ? new CountProgress(bar, title) : new BarProgress(bar));
        });
    }

    /// <summary>Without an end there is no bar, only a number that grows.</summary>
    private sealed class CountProgress(ProgressTask task, string title) : IProgress<long>
    {
        public void Report(long value)
        {
            task.Value = value;
            task.Description = Markup.Escape($"{title}: {KeyWords.Bytes(value)}");
        }
    }

    /// <summary>Sets the bar on the working thread, without a queue.</summary>
    private sealed class BarProgress(ProgressTask bar) : IProgress<long>
    {
        public void Report(long value) => bar.Value = value;
    }
}
