package io.mltwin.local.command;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.process.Java;
import io.mltwin.local.process.LogFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Starts the supervisor in a session of its own, shows what it says, and ends when it is ready or
 * has failed.
 */
final class BackgroundStart {
    private static final int FAILED = 1;
    private static final long POLL_MILLIS = 30;
    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-Xms8m",
            "-Xmn4m",
            "-Xmx64m",
            "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=10",
            "-Xss512k",
            "-XX:-UsePerfData",
            "-Dslf4j.internal.verbosity=ERROR");

    private static final Pattern PROGRESS = Pattern.compile("\\s*\\d+\\.\\d s  ");

    private final Checkout checkout;
    private final Path log;
    private final Path keptLog;
    private final Path outcome;
    private long shown;
    private boolean refused;

    BackgroundStart(Checkout checkout, DataFolder folder) {
        this.checkout = checkout;
        this.log = folder.log("launcher");
        this.keptLog = folder.keptLogs().resolve(log.getFileName());
        this.outcome = SuperviseCommand.outcome(folder);
    }

    int run(List<String> options) throws IOException, InterruptedException {
        LogFiles.rotate(log);
        Files.deleteIfExists(outcome);
        List<String> command = new ArrayList<>(ownSession());
        command.addAll(launcher(checkout, "supervise"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(checkout.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile());
        Java.fewArenas(builder.environment());
        Process supervisor = builder.start();
        Thread interrupted = new Thread(supervisor::destroy, "mltwin-interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        while (!Files.exists(outcome) && supervisor.isAlive()) {
            show();
            Thread.sleep(POLL_MILLIS);
        }
        show();
        Runtime.getRuntime().removeShutdownHook(interrupted);
        if (Files.exists(outcome)) {
            return 0;
        }
        if (!refused) {
            System.err.println("mltwin: the supervisor ended before all was ready (exit value "
                    + supervisor.waitFor()
                    + "). Its log: "
                    + (Files.exists(log) ? log : keptLog));
        }
        return FAILED;
    }

    /** Returns the command line of a command of this launcher. */
    static List<String> launcher(Checkout checkout, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Java.executable().toString()));
        command.addAll(FLAGS);
        command.addAll(Java.quietNatives());
        command.add("-Dmltwin.checkout=" + checkout.root());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Launcher.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** So that neither Ctrl-C nor the end of the terminal reaches the supervisor. */
    static List<String> ownSession() {
        boolean setsid = Files.isExecutable(Path.of("/usr/bin/setsid")) || Files.isExecutable(Path.of("/bin/setsid"));
        return setsid ? List.of("setsid") : List.of("/bin/sh", "-c", "trap '' HUP INT; exec \"$0\" \"$@\"");
    }

    /** Prints what the supervisor has said since the last time, its refusals on standard error. */
    private void show() throws IOException {
        // an ephemeral folder that failed is gone before its supervisor is
        Path current = Files.exists(log) ? log : keptLog;
        if (!Files.exists(current)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(current.toFile(), "r")) {
            byte[] news = new byte[(int) (file.length() - shown)];
            file.seek(shown);
            file.readFully(news);
            int whole = lastLineEnd(news);
            shown += whole;
            new String(news, 0, whole, StandardCharsets.UTF_8).lines().forEach(this::show);
        }
    }

    private void show(String line) {
        refused |= line.startsWith("mltwin: ");
        (PROGRESS.matcher(line).lookingAt() ? System.out : System.err).println(line);
    }

    private static int lastLineEnd(byte[] text) {
        int end = text.length;
        while (end > 0 && text[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
