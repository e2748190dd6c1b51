using System.Diagnostics;
using System.Globalization;

namespace Dew.Benchmarks;

/// <summary>Plain loops under a stopwatch.</summary>
internal static class Measurement
{
    private const int Runs = 9;
    private static readonly TimeSpan s_run = TimeSpan.FromMilliseconds(100);

    /// <summary>Prints the median time and the bytes allocated of one operation.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="operations">Does the operation so many times.</param>
    internal static void Print(string name, Action<int> operations)
    {
        operations(1_000);
        int count = Calibrate(operations);
        var times = new double[Runs];
        long allocated = 0;
        for (int run = 0; run < Runs; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long begun = Stopwatch.GetTimestamp();
            operations(count);
            times[run] = Stopwatch.GetElapsedTime(begun).TotalNanoseconds / count;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-58} {times[Runs / 2],8:F1} ns (best {times[0]:F1}, worst {times[^1]:F1})   {(double)allocated / Runs / count:F2} B"));
    }

    private static int Calibrate(Action<int> operations)
    {
        int count = 1_000;
        while (true)
        {
            long begun = Stopwatch.GetTimestamp();
            operations(count);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(begun);
            if (elapsed >= s_run / 4)
            {
                return (int)(count * (s_run / elapsed));
            }

            count *= 4;
        }
    }
}
