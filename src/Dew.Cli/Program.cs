using Dew.Cli;
using Dew.Cli.Hosting;
using Dew.SecureMemory;

ProcessHardening.Apply();
using var signals = new TerminationSignals();
using CliHost host = CliHost.OfProcess();
int code = await DewCli.RunAsync(args, host, signals.Token);
return signals.ExitCode ?? code;
