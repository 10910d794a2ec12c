package io.mltwin.local.command;

import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Part;
import io.mltwin.local.process.PidFile;
import io.mltwin.local.process.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * mltwin restart: ends one part in good order; the supervisor starts it again, and the command
 * returns when it is ready.
 */
@Command(name = "restart", description = "Restart one part.", mixinStandardHelpOptions = true)
public final class RestartCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 100;

    @Parameters(paramLabel = "PART", description = "A name that status shows.")
    private String name;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunningPlatform running = RunningPlatform.requireProcesses(platform.folder(), "docker compose restart SERVICE");
        Part part = PartNames.find(running, name);
        Optional<PidFile> before = PidFile.read(running.folder().pid(name)).filter(PidFile::alive);
        if (before.isPresent()) {
            Signals.stop(before.get().pid(), part.stopSignal(), GRACE);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!startedAgain(running, before) || !part.answers()) {
            if (System.nanoTime() > end) {
                throw new RefusalException(name
                        + " is not ready after "
                        + PATIENCE.toSeconds()
                        + " s. Its log: "
                        + running.folder().log(name));
            }
            Thread.sleep(POLL_MILLIS);
        }
        System.out.println(name + " was restarted.");
        return 0;
    }

    private boolean startedAgain(RunningPlatform running, Optional<PidFile> before) {
        Optional<PidFile> now = PidFile.read(running.folder().pid(name)).filter(PidFile::alive);
        return now.isPresent() && !now.equals(before);
    }

    /** Parts by their names. */
    static final class PartNames {
        private PartNames() {}

        static Part find(RunningPlatform running, String name) {
            return running.parts().all().stream()
                    .filter(part -> part.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new RefusalException("There is no part named '"
                            + name
                            + "'; there are "
                            + running.parts().all().stream().map(Part::name).collect(Collectors.joining(", "))
                            + "."));
        }
    }
}
