package io.mltwin.local.command;

import io.mltwin.local.folder.FolderLock;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Preflight;
import io.mltwin.local.testplatform.TestPlatform;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/**
 * mltwin test-platform: the platform that test suites share. It runs apart from who started it, and
 * ends by itself when no process has held a lease for a while.
 */
@Command(
        name = "test-platform",
        description = "The platform that tests share: one for each user, build and domain.",
        mixinStandardHelpOptions = true)
public final class TestPlatformCommand implements Runnable {
    private static final long POLL_MILLIS = 100;
    private static final String IN_CI = "CI";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--base",
            paramLabel = "DOMAIN",
            scope = ScopeType.INHERIT,
            description = "Domain of all names (default: mltwin.localhost).")
    private String base = PlatformSettings.DEFAULT_BASE;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: start, status, stop or logs.");
    }

    @Command(
            name = "start",
            description = "Start it unless it runs; the last line printed is its data folder.",
            mixinStandardHelpOptions = true)
    int start(
            @Option(
                            names = "--idle",
                            paramLabel = "DURATION",
                            description = "How long it stays after the last lease (default: 10m; 1m where CI is set).")
                    String idle)
            throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        TestPlatform platform = TestPlatform.of(checkout, base);
        Duration stays = Durations.parse(idle != null ? idle : System.getenv(IN_CI) != null ? "1m" : "10m");
        platform.create();
        try (FileChannel lock = platform.lock()) {
            platform.leases().use();
            int code = runs(checkout, platform) ? 0 : start(checkout, platform, stays);
            if (code == 0 && lock.isOpen()) {
                System.out.println(platform.data().root());
            }
            return code;
        }
    }

    /** Who began to start it may have been killed since: its supervisor goes on. */
    private static boolean runs(Checkout checkout, TestPlatform platform) throws IOException, InterruptedException {
        while (Files.isDirectory(platform.data().run())) {
            Optional<FolderLock> free = FolderLock.tryTake(platform.data());
            if (free.isPresent()) {
                free.get().close();
                return false;
            }
            if (Files.exists(SuperviseCommand.outcome(platform.data()))
                    && pointer(checkout, platform).supervisor().isPresent()) {
                return true;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return false;
    }

    private int start(Checkout checkout, TestPlatform platform, Duration stays)
            throws IOException, InterruptedException {
        checkout.requireBuilt(EnumSet.allOf(PlatformService.class));
        clear(checkout, platform);
        Preflight.folder(platform.data());
        return new BackgroundStart(checkout, platform.data())
                .run(List.of(
                        "--data",
                        platform.data().root().toString(),
                        "--ephemeral",
                        "--free-ports",
                        "--base",
                        base,
                        "--test-platform",
                        platform.home().toString(),
                        "--idle",
                        stays.toString()));
    }

    /**
     * Ends what a supervisor that was killed has left, a moment after it was killed. The folder goes unless the start
     * was not done yet: then its logs say why.
     */
    @Command(name = "clear", hidden = true)
    int clear(@Parameters(paramLabel = "HOME") Path home) throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        TestPlatform platform = new TestPlatform(home);
        if (!platform.exists()) {
            return 0;
        }
        try (FileChannel lock = platform.lock()) {
            if (lock.isOpen() && !runs(checkout, platform)) {
                boolean wasReady = Files.exists(SuperviseCommand.outcome(platform.data()));
                AbandonedProcesses.endProcesses(checkout, pointer(checkout, platform));
                if (wasReady) {
                    platform.data().delete();
                }
            }
        }
        return 0;
    }

    /** Ends what a supervisor that was killed has left, and begins with an empty folder. */
    private static void clear(Checkout checkout, TestPlatform platform) throws IOException, InterruptedException {
        AbandonedProcesses.end(checkout, pointer(checkout, platform));
        platform.data().delete();
    }

    private static Pointer pointer(Checkout checkout, TestPlatform platform) {
        return new Pointer(checkout, Optional.of(platform.data().root()));
    }

    @Command(
            name = "status",
            description = "Show its parts and how many processes use it; exit code 0 if all are ready, 3 if not.",
            mixinStandardHelpOptions = true)
    int status() throws IOException {
        TestPlatform platform = TestPlatform.of(Checkout.find(), base);
        int code = of(new StatusCommand(), platform);
        System.out.println("Data folder: " + platform.data().root());
        System.out.println("Leases: " + platform.leases().held());
        return code;
    }

    @Command(name = "stop", description = "End it, whoever uses it.", mixinStandardHelpOptions = true)
    int stop() throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        TestPlatform platform = TestPlatform.of(checkout, base);
        if (!platform.exists()) {
            System.out.println("The test platform was not running.");
            return 0;
        }
        try (FileChannel lock = platform.lock()) {
            int code =
                    lock.isOpen() ? DownCommand.end(Optional.of(platform.data().root())) : 1;
            clear(checkout, platform);
            return code;
        }
    }

    @Command(name = "logs", description = "Print a part's log.", mixinStandardHelpOptions = true)
    int logs(
            @Parameters(
                            paramLabel = "PART",
                            defaultValue = FolderLock.LAUNCHER,
                            description = "A name that status shows.")
                    String part)
            throws IOException {
        return of(new LogsCommand(), TestPlatform.of(Checkout.find(), base), part);
    }

    /** Another command, of this platform. */
    private int of(Object command, TestPlatform platform, String... arguments) {
        CommandLine line = new CommandLine(command)
                .setExecutionExceptionHandler(spec.root().commandLine().getExecutionExceptionHandler());
        return line.execute(
                Stream.concat(Stream.of("--data", platform.data().root().toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
