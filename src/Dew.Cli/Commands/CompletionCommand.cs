using System.CommandLine;
using Dew.Cli.CommandLine;

namespace Dew.Cli.Commands;

/// <summary>dew completion. The scripts ask dew itself (its [suggest] directive), so they never go stale.</summary>
internal static class CompletionCommand
{
    private const string Bash =
        """
        # Completion of dew for bash: put 'source <(dew completion bash)' into ~/.bashrc.
        _dew_complete() {
            local word="${COMP_WORDS[COMP_CWORD]}" suggestions
            suggestions="$("$1" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)"
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "${suggestions}" -- "${word}"))
        }
        complete -o default -F _dew_complete dew
        """;

    private const string Zsh =
        """
        #compdef dew
        # Completion of dew for zsh: put 'source <(dew completion zsh)' into ~/.zshrc after compinit.
        _dew() {
            local -a suggestions
            suggestions=("${(@f)$(dew "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            suggestions=("${(@)suggestions:#}")
            compadd -a suggestions || _files
        }
        compdef _dew dew
        """;

    private const string Fish =
        """
        # Completion of dew for fish: put 'dew completion fish | source' into ~/.config/fish/config.fish.
        function __dew_complete
            set -l line (commandline --current-process --cut-at-cursor)
            dew "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete --command dew --arguments '(__dew_complete)'
        """;

    internal static Command Create(CommandRunner runner)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a completion script for a shell") { shell };
        runner.Bind(command, (context, _) =>
        {
            context.Host.Output.WriteLine(context.Arguments.GetRequiredValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                _ => Fish,
            });
            return Task.CompletedTask;
        });
        return command;
    }
}
