using Dew.Benchmarks;

// Figures, no verdicts; the names say what is measured, so that one can be run alone.
(string Name, Action Run)[] benchmarks = [("decisions", DecisionBenchmark.Run)];

foreach ((string name, Action run) in benchmarks)
{
    if (args.Length == 0 || args.Contains(name))
    {
        run();
    }
}

return 0;
