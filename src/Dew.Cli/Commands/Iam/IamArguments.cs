using System.CommandLine;
using System.CommandLine.Parsing;

namespace Dew.Cli.Commands;

/// <summary>Arguments and options that several commands of the directory share.</summary>
internal static class IamArguments
{
    /// <summary>The name of an entry, new or present.</summary>
    internal static Argument<string> Name(string placeholder, string description)
    {
        var argument = new Argument<string>(placeholder) { Description = description };
        argument.Validators.Add(result => CheckName(result, placeholder));
        return argument;
    }

    internal static Argument<string> NewName() => Name("NAME", "Its name: 1..64 of a-z A-Z 0-9 . _ - and space");

    internal static Option<string?> Description() => new("--description") { Description = "Up to 255 characters", HelpName = "TEXT" };

    internal static Option<string?> NewNameOption() => new("--name") { Description = "The new name", HelpName = "NAME" };

    internal static Option<string?> Holder(string option, string description)
    {
        var named = new Option<string?>(option) { Description = description, HelpName = "NAME" };
        named.Validators.Add(result => CheckName(result, option));
        return named;
    }

    internal static Option<string[]> Several(string option, string description) => new(option)
    {
        Description = description,
        HelpName = "NAME",
        DefaultValueFactory = static _ => [],
    };

    internal static Option<int?> Seconds(string option, string description, int least, int most)
    {
        var seconds = new Option<int?>(option) { Description = $"{description}, {least}..{most}", HelpName = "SECONDS" };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is { } value && (value < least || value > most))
            {
                result.AddError($"{option} is {least}..{most} seconds.");
            }
        });
        return seconds;
    }

    /// <summary>What cannot be the name of anything, and would mean another place in a URL.</summary>
    internal static void CheckName(SymbolResult result, string placeholder)
    {
        foreach (Token token in result.Tokens)
        {
            if (token.Value is "" or "." or "..")
            {
                result.AddError($"{placeholder} cannot be '{token.Value}'.");
            }
        }
    }

    /// <summary>Of several options exactly one.</summary>
    internal static void RequireOne(Command command, params Option<string?>[] options) => command.Validators.Add(result =>
    {
        if (options.Count(option => result.GetValue(option) is not null) != 1)
        {
            result.AddError($"One of {string.Join(", ", options.Select(static option => option.Name))} is needed, and only one.");
        }
    });

    /// <summary>A change that changes something.</summary>
    internal static void RequireAny(Command command, params Option[] options) => command.Validators.Add(result =>
    {
        if (!options.Any(option => result.GetResult(option) is { Implicit: false }))
        {
            result.AddError($"Nothing to change: give {string.Join(" or ", options.Select(static option => option.Name))}.");
        }
    });
}
