package io.mltwin.local.command;

import io.mltwin.local.azurecli.AzureCli;
import io.mltwin.local.azurecli.ClientVariables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** mltwin shell: a shell with the variables that mltwin env prints. */
@Command(
        name = "shell",
        description = {
            "Start a shell with all variables of './mltwin env', until 'exit'.",
            "Commands in it mean this platform, and its az keeps its sign-ins in the data folder."
        })
public final class ShellCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Parameters(paramLabel = "ARGUMENT", description = "Arguments of the shell, such as -c 'echo $MLTWIN_ARM_URL'.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunningPlatform running = platform.require();
        String shell = System.getenv().getOrDefault("SHELL", "/bin/sh");
        List<String> command = new ArrayList<>(List.of(shell));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.putAll(
                ClientVariables.of(running.folder(), running.settings(), running.fixture(), running.credentials()));
        environment.put(
                "AZURE_CONFIG_DIR",
                AzureCli.configuration(running.folder()).resolve("shell").toString());
        if (running.where() == RunningPlatform.Where.PROCESSES) {
            environment.put(Pointer.GIVEN, running.folder().root().toString());
        }
        if (arguments.isEmpty()) {
            System.err.println("A shell with the variables of './mltwin env'; 'exit' leaves it.");
        }
        return builder.start().waitFor();
    }
}
