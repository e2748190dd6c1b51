using System.Collections.Concurrent;
using Route = Dew.Daemon.Rest.Route;

namespace Dew.Daemon.Telemetry;

/// <summary>Counts requests by route and answer, and how long they took.</summary>
internal sealed class RequestMetrics
{
    /// <summary>Upper bounds of the buckets, in seconds.</summary>
    private static readonly double[] s_bounds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5];

    private readonly ConcurrentDictionary<(Route Route, int Code), Counter> _counts = new();
    private readonly ConcurrentDictionary<Route, Histogram> _times = new();

    /// <summary>A request was answered.</summary>
    internal void Note(Route route, int code, TimeSpan time)
    {
        _counts.GetOrAdd((route, code), static _ => new Counter()).Increment();
        _times.GetOrAdd(route, static _ => new Histogram()).Note(time);
    }

    /// <summary>Writes both families.</summary>
    internal void WriteTo(PrometheusText text)
    {
        text.Family("dew_requests_total", "counter", "Requests answered, by route and HTTP status.");
        foreach (((Route route, int code), Counter counter) in _counts.OrderBy(static c => c.Key.Route.Pattern).ThenBy(static c => c.Key.Code))
        {
            text.Sample("dew_requests_total", counter.Value, ("method", route.Method), ("route", route.Pattern), ("code", PrometheusText.Number(code)));
        }

        text.Family("dew_request_seconds", "histogram", "Time from the request's headers to its answer.");
        foreach ((Route route, Histogram histogram) in _times.OrderBy(static t => t.Key.Pattern))
        {
            histogram.WriteTo(text, route);
        }
    }

    private sealed class Counter
    {
        private long _value;

        internal long Value => Interlocked.Read(ref _value);

        internal void Increment() => Interlocked.Increment(ref _value);
    }

    private sealed class Histogram
    {
        private readonly long[] _buckets = new long[s_bounds.Length + 1];
        private long _ticks;

        internal void Note(TimeSpan time)
        {
            int bucket = 0;
            while (bucket < s_bounds.Length && time.TotalSeconds > s_bounds[bucket])
            {
                bucket++;
            }

            Interlocked.Increment(ref _buckets[bucket]);
            Interlocked.Add(ref _ticks, time.Ticks);
        }

        internal void WriteTo(PrometheusText text, Route route)
        {
            (string, string) method = ("method", route.Method);
            (string, string) pattern = ("route", route.Pattern);
            long total = 0;
            for (int i = 0; i <= s_bounds.Length; i++)
            {
                total += Interlocked.Read(ref _buckets[i]);
                string bound = i < s_bounds.Length ? PrometheusText.Number(s_bounds[i]) : "+Inf";
                text.Sample("dew_request_seconds_bucket", total, method, pattern, ("le", bound));
            }

            text.Sample("dew_request_seconds_sum", TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds, method, pattern);
            text.Sample("dew_request_seconds_count", total, method, pattern);
        }
    }
}
