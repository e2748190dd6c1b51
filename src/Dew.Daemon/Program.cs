using Dew.Daemon;

return await DaemonCommand.RunAsync(args);
