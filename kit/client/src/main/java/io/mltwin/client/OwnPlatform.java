package io.mltwin.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A platform that this JVM started by the launcher of an installation, in a temporary data folder.
 * A shell reads from a pipe that this JVM holds open. When the pipe ends, by {@link #close} or
 * because this JVM was killed, the shell ends the platform.
 */
final class OwnPlatform implements AutoCloseable {
    private static final String STARTED = "started";
    /**
     * Arguments: launcher, data folder, another option or nothing. Says one word when the platform is ready, else
     * why not. Goes on to the
     * end whatever signal a terminal sends to the group of this JVM, and when nobody reads the word any more.
     */
    private static final String SCRIPT = """
        trap : INT TERM HUP
        end() { "$1" down --data "$2" >>"$2.log" 2>&1 </dev/null; }
        if ! "$1" up -d --data "$2" --free-ports $3 >"$2.log" 2>&1 </dev/null; then
            cat "$2.log"
            end "$@"
            rm -rf "$2" "$2.log"
            exit 1
        fi
        (trap '' PIPE; echo started) 2>/dev/null
        cat >/dev/null
        end "$@" && rm -rf "$2" "$2.log"
        """;

    private static final long LONGEST_END_SECONDS = 120;

    private final Process keeper;
    private final Path folder;

    private OwnPlatform(Process keeper, Path folder) {
        this.keeper = keeper;
        this.folder = folder;
    }

    static OwnPlatform start(Installation installation) {
        try {
            Path folder = Files.createTempDirectory("mltwin-own-");
            Process keeper = new ProcessBuilder(
                            "sh",
                            "-c",
                            SCRIPT,
                            "mltwin",
                            installation.launcher().toString(),
                            folder.toString(),
                            installation.golden())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = firstWord(keeper);
            if (!STARTED.equals(said)) {
                throw new MltwinException("The platform did not start: " + said);
            }
            return new OwnPlatform(keeper, folder);
        } catch (IOException e) {
            throw new MltwinException("The platform did not start: " + e.getMessage(), e);
        }
    }

    /** Returns the word for a platform that is ready, else all that the launcher said. */
    private static String firstWord(Process keeper) throws IOException {
        BufferedReader said = keeper.inputReader();
        String first = said.readLine();
        return STARTED.equals(first)
                ? first
                : first
                        + said.lines()
                                .collect(Collectors.joining("\n", "\n", ""))
                                .stripTrailing();
    }

    PlatformAddress address() {
        return PlatformAddress.in(folder);
    }

    @Override
    public void close() throws IOException {
        keeper.getOutputStream().close();
        try {
            if (!keeper.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("it still ran after " + LONGEST_END_SECONDS + " s, see " + folder + ".log");
            }
        } catch (InterruptedException e) {
            // the keeper ends it all the same
            Thread.currentThread().interrupt();
        }
    }
}
