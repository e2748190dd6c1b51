using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dew.Cli.Hosting;
using Dew.Protocol.Rest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dew.Cli.Output;

/// <summary>Prints the results of commands: JSON for programs, else text and tables for people.</summary>
internal sealed class ResultWriter(CliHost host, bool json)
{
    /// <summary>The API's messages in the format of all our JSON.</summary>
    internal static readonly RestJson Rest = new(new JsonSerializerOptions(CliJson.Format));

    /// <summary>The directory's messages in the format of all our JSON.</summary>
    internal static readonly IamJson Iam = new(new JsonSerializerOptions(CliJson.Format) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });

    /// <summary>The messages about certificates in the format of all our JSON.</summary>
    internal static readonly CertificateRestJson Certificates =
        new(new JsonSerializerOptions(CliJson.Format) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });

    /// <summary>The messages about the audit trail in the format of all our JSON.</summary>
    internal static readonly AuditRestJson Audit = new(new JsonSerializerOptions(CliJson.Format));

    internal bool IsJson => json;

    /// <summary>Prints a result in the form that was asked for.</summary>
    internal void Write<T>(T result, JsonTypeInfo<T> type, Func<T, IRenderable> forPeople)
    {
        if (json)
        {
            host.Output.WriteLine(JsonSerializer.Serialize(result, type));
        }
        else
        {
            Print(forPeople(result));
        }
    }

    /// <summary>Prints a result that is one line for people.</summary>
    internal void Write<T>(T result, JsonTypeInfo<T> type, Func<T, string> forPeople)
    {
        host.Output.WriteLine(json ? JsonSerializer.Serialize(result, type) : forPeople(result));
    }

    /// <summary>An empty table in the style of all tables: bare columns, so that lines stay short and can be cut by other programs.</summary>
    /// <param name="columns">The heads, and whether long content may be broken into lines.</param>
    internal static Table NewTable(params ReadOnlySpan<(string Head, bool MayWrap)> columns)
    {
        var table = new Table { Border = TableBorder.None };
        foreach ((string head, bool mayWrap) in columns)
        {
            table.AddColumn(new TableColumn(new Text(head, new Style(decoration: Decoration.Bold)))
            {
                NoWrap = !mayWrap,
                Padding = new Padding(0, 0, 2, 0),
            });
        }

        return table;
    }

    /// <summary>Names and values, one a line.</summary>
    internal static Grid NewList(params ReadOnlySpan<(string Name, string Value)> items)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true });
        grid.AddColumn();
        foreach ((string name, string value) in items)
        {
            grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(value));
        }

        return grid;
    }

    /// <summary>Prints for people. Where nobody looks the padding at the ends of lines is left out.</summary>
    internal void Print(IRenderable renderable)
    {
        if (host.OutputIsTerminal)
        {
            ConsoleFactory.Create(host.Output, host.TerminalWidth(), host.AllowsColour).Write(renderable);
            return;
        }

        using var text = new StringWriter();
        ConsoleFactory.Create(text, terminalWidth: null, colour: false).Write(renderable);
        foreach (string line in text.ToString().TrimEnd('\n').Split('\n'))
        {
            host.Output.WriteLine(line.TrimEnd());
        }
    }
}
