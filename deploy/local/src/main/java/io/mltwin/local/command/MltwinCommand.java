package io.mltwin.local.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All subcommands. */
@Command(
        name = "mltwin",
        description = "A local twin of Azure Machine Learning's security plane.",
        mixinStandardHelpOptions = true,
        version = "mltwin 0.1.0",
        subcommands = {
            UpCommand.class,
            SuperviseCommand.class,
            DownCommand.class,
            RestartCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            EnvCommand.class,
            HostsCommand.class,
            ConsoleCommand.class,
            ShellCommand.class,
            AzCommand.class,
            TokenCommand.class,
            TraceCommand.class,
            CatalogCommand.class,
            ActivityCommand.class,
            WhyCommand.class,
            ClockCommand.class,
            FaultsCommand.class,
            DiagnosticsCommand.class,
            ScratchCommand.class,
            AdvisoriesCommand.class,
            KeysCommand.class,
            ResetCommand.class,
            SnapshotCommand.class,
            DemoCommand.class,
            TestPlatformCommand.class,
            TrustCommand.class,
            SeedCommand.class,
            CheckCommand.class
        })
public final class MltwinCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: up, down, status, …");
    }
}
