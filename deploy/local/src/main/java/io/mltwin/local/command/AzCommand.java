package io.mltwin.local.command;

import io.mltwin.local.azurecli.AzureCli;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** mltwin az: runs the installed Azure CLI against the platform. */
@Command(
        name = "az",
        description = {
            "Run the installed Azure CLI against the platform, such as './mltwin az group list'.",
            "Its configuration lies in the data folder: your own ~/.azure stays as it is."
        })
public final class AzCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    @Option(
            names = "--as",
            paramLabel = "WHO",
            defaultValue = "owner",
            description = "Who signs in, a service principal or user of the fixture; before az's own"
                    + " arguments (default: ${DEFAULT-VALUE}).")
    private String who;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help; 'az --help' of Azure is './mltwin az -- --help'.")
    private boolean help;

    @Parameters(paramLabel = "ARGUMENT", description = "The arguments of az.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunningPlatform running = platform.require();
        return new AzureCli(running.folder(), running.settings(), running.fixture(), running.credentials())
                .run(who, arguments);
    }
}
