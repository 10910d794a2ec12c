package io.mltwin.local.command;

import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** mltwin logs: prints a part's log of the latest start. */
@Command(name = "logs", description = "Print a part's log.", mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    private static final long POLL_MILLIS = 200;

    @Parameters(paramLabel = "PART", description = "A name that status shows.")
    private String name;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on.")
    private boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunningPlatform running =
                platform.find().orElseThrow(() -> new RefusalException("No platform was ever started here."));
        if (running.where() != RunningPlatform.Where.PROCESSES) {
            throw new RefusalException(
                    "The platform of this checkout runs in Compose: use 'docker compose logs SERVICE'.");
        }
        Path log = running.folder().log(name);
        if (!name.matches("[a-z-]+") || !Files.exists(log)) {
            throw new RefusalException("There is no log of a part named '"
                    + name
                    + "' in "
                    + running.folder().logs()
                    + ".");
        }
        try (InputStream lines = Files.newInputStream(log)) {
            lines.transferTo(System.out);
            System.out.flush();
            while (follow) {
                Thread.sleep(POLL_MILLIS);
                lines.transferTo(System.out);
                System.out.flush();
            }
        }
        return 0;
    }
}
