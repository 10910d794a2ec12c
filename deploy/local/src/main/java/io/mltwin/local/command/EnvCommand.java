package io.mltwin.local.command;

import io.mltwin.local.azurecli.ClientVariables;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** mltwin env: export lines for a shell, for tests and for Azure's own clients. */
@Command(name = "env", description = "Print export lines: eval \"$(./mltwin env)\".", mixinStandardHelpOptions = true)
public final class EnvCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    @Override
    public Integer call() throws IOException {
        RunningPlatform running = platform.require();
        Map<String, String> variables =
                ClientVariables.of(running.folder(), running.settings(), running.fixture(), running.credentials());
        variables.forEach((name, value) -> System.out.println("export " + name + "='" + value + "'"));
        return 0;
    }
}
