using System.Text;
using Dew.Testing;

namespace Dew.Integration.Tests.Fuzz;

/// <summary>What came back from one connection's requests.</summary>
internal sealed class FuzzTally
{
    internal int Sent { get; private set; }

    internal int Accepted { get; private set; }

    internal int Closed { get; private set; }

    internal bool LastClosed { get; private set; }

    internal List<string> Wrong { get; } = [];

    /// <summary>501 and 505 are HTTP's own words for a transfer coding and a version that nobody has, 414 for a URL beyond all bounds; all other 5xx are defects here.</summary>
    internal void Note(int number, byte[] request, HttpAnswer? answer, bool framingMayBeBroken)
    {
        Sent++;
        LastClosed = answer is null || (answer.Headers.TryGetValue("connection", out string? connection) && connection == "close");
        if (answer is null)
        {
            Closed++;
            if (!framingMayBeBroken)
            {
                Complain(number, request, "the connection was closed without an answer");
            }
            return;
        }
        Accepted += answer.Status < 300 ? 1 : 0;
        if (answer.Status is >= 500 and not (501 or 505))
        {
            Complain(number, request, answer.ToString());
        }
        else if (answer.Status is >= 400 and not 414 && !framingMayBeBroken && answer.ErrorCode is null)
        {
            Complain(number, request, $"no error code: {answer}");
        }
    }

    internal void Complain(int number, byte[] request, string what)
    {
        LastClosed = true;
        string shown = Encoding.Latin1.GetString(request.AsSpan(0, Math.Min(request.Length, 600)));
        Wrong.Add($"request {number}: {what}\n{shown}");
    }
}
