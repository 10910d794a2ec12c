package io.mltwin.local.command;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell that waits for the end of this process, killed or not, and then becomes a program that clears up after it.
 * It reads from a pipe whose other end this process alone has, and lives in a session of its own.
 */
final class SupervisorWatch {
    private static final String SCRIPT = "trap : INT TERM HUP; cat >/dev/null; exec \"$@\"";

    private SupervisorWatch() {}

    static void begin(List<String> program) throws IOException {
        List<String> command = new ArrayList<>(BackgroundStart.ownSession());
        command.addAll(List.of("/bin/sh", "-c", SCRIPT, "mltwin-watch"));
        command.addAll(program);
        new ProcessBuilder(command).inheritIO().redirectInput(Redirect.PIPE).start();
    }
}
