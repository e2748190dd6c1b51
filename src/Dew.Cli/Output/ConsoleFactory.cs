using System.Text;
using Spectre.Console;

namespace Dew.Cli.Output;

/// <summary>Makes the consoles that tables and progress bars are drawn on.</summary>
internal static class ConsoleFactory
{
    internal static IAnsiConsole Create(TextWriter writer, bool isTerminal, bool colour) =>
        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new ConsoleOutput(writer, isTerminal),
            Ansi = isTerminal && colour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });

    /// <summary>A bar that redraws itself; only for a terminal that can move the cursor.</summary>
    internal static IAnsiConsole CreateForProgress(TextWriter writer, bool colour) =>
        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new ConsoleOutput(writer, isTerminal: true),
            Ansi = AnsiSupport.Yes,
            ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
        });

    private sealed class ConsoleOutput(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        /// <summary>Where nobody looks there is no width to break lines at.</summary>
        private const int Unbroken = 4096;

        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => isTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : Unbroken;

        public int Height => isTerminal && Console.WindowHeight > 0 ? Console.WindowHeight : 25;

        public void SetEncoding(Encoding encoding)
        {
            // The writer's encoding is UTF-8 from the beginning.
        }
    }
}
