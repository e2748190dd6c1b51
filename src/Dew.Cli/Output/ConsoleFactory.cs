using System.Text;
using Spectre.Console;

namespace Dew.Cli.Output;

/// <summary>Makes the consoles that tables and progress bars are drawn on.</summary>
internal static class ConsoleFactory
{
    /// <param name="writer">Where to draw.</param>
    /// <param name="terminalWidth">Columns of the terminal, or null if there is none.</param>
    /// <param name="colour">Whether colour is wanted, if the terminal has it.</param>
    internal static IAnsiConsole Create(TextWriter writer, int? terminalWidth, bool colour) =>
        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new ConsoleOutput(writer, terminalWidth),
            Ansi = terminalWidth is not null && colour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminalWidth is not null && colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });

    /// <summary>For a bar that redraws itself; only for a terminal that can move the cursor.</summary>
    internal static IAnsiConsole CreateForProgress(TextWriter writer, int terminalWidth, bool colour) =>
        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new ConsoleOutput(writer, terminalWidth),
            Ansi = AnsiSupport.Yes,
            ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
        });

    private sealed class ConsoleOutput(TextWriter writer, int? terminalWidth) : IAnsiConsoleOutput
    {
        /// <summary>Where nobody looks there is no width to break lines at.</summary>
        private const int Unbroken = 4096;

        public TextWriter Writer => writer;

        public bool IsTerminal => terminalWidth is not null;

        public int Width => terminalWidth ?? Unbroken;

        /// <summary>Nothing we draw is higher than this.</summary>
        public int Height => 25;

        public void SetEncoding(Encoding encoding)
        {
            // The writer's encoding is UTF-8 from the beginning.
        }
    }
}
