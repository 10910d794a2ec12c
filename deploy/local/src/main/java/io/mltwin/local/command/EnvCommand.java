package io.mltwin.local.command;

import io.mltwin.local.azurecli.ClientVariables;
import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** mltwin env: export lines for a shell, for tests and for Azure's own clients. */
@Command(name = "env", description = "Print export lines: eval \"$(./mltwin env)\".", mixinStandardHelpOptions = true)
public final class EnvCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Where these lines write the authority's certificate, for a shell that does not see the data"
                    + " folder: eval \"$(docker exec NAME mltwin env --ca FILE)\".")
    private Path copy;

    @Override
    public Integer call() throws IOException {
        RunningPlatform running = platform.require();
        Path authority = running.folder().caCertificate();
        if (copy != null) {
            if (!copy.isAbsolute() || copy.toString().contains("'")) {
                throw new RefusalException(
                        "--ca must be an absolute path without quotes, since every program reads it: not " + copy
                                + ".");
            }
            System.out.println("printf '%s' '" + BoundedContent.text(authority) + "' > '" + copy + "'");
            authority = copy;
        }
        Map<String, String> variables =
                ClientVariables.of(authority, running.settings(), running.fixture(), running.credentials());
        variables.forEach((name, value) -> System.out.println("export " + name + "='" + value + "'"));
        return 0;
    }
}
