package io.mltwin.local.command;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import io.mltwin.local.reset.PlatformSnapshots;
import io.mltwin.local.reset.PlatformSnapshots.Saved;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** mltwin snapshot: keeps what a reset clears under names, and brings it back. */
@Command(
        name = "snapshot",
        description = {
            "Save the state of the running platform, and bring it back.",
            "A snapshot is a copy of all that 'reset' clears, with the clock. It lies in the data of the six services,"
                    + " which pause for a moment. A load ends what runs, as 'reset' does; runs that were under way when"
                    + " it was saved are then failed, since their nodes are gone. What is interrupted is repeated."
        },
        mixinStandardHelpOptions = true)
public final class SnapshotCommand implements Runnable {
    private static final String PASSPHRASE = "MLTWIN_SNAPSHOT_PASSPHRASE";
    private static final int SHORTEST = 12;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say what to do: save, load, list, delete, export or import.");
    }

    @Command(description = "Save the state under a name.", mixinStandardHelpOptions = true)
    int save(@Mixin PlatformOption platform, @Parameters(paramLabel = "NAME") String name)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        snapshots(platform).save(name);
        return told("The snapshot '%s' was saved in %.1f s.", name, start);
    }

    @Command(description = "Reset, then bring a saved state back.", mixinStandardHelpOptions = true)
    int load(@Mixin PlatformOption platform, @Parameters(paramLabel = "NAME") String name)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        snapshots(platform).load(name);
        return told("The snapshot '%s' was loaded in %.1f s.", name, start);
    }

    private static int told(String sentence, String name, long start) {
        System.out.printf(Locale.ROOT, sentence + "%n", name, (System.nanoTime() - start) / 1e9);
        return 0;
    }

    @Command(description = "List the snapshots.", mixinStandardHelpOptions = true)
    int list(@Mixin PlatformOption platform) throws IOException, InterruptedException {
        for (Saved one : snapshots(platform).list()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %s %8d kB%s%n",
                    one.name(),
                    Instant.ofEpochMilli(one.savedAt()).truncatedTo(ChronoUnit.SECONDS),
                    one.bytes() >> 10,
                    one.refusal() == null ? "" : "  cannot be loaded: " + one.refusal());
        }
        return 0;
    }

    @Command(description = "Delete a snapshot.", mixinStandardHelpOptions = true)
    int delete(@Mixin PlatformOption platform, @Parameters(paramLabel = "NAME") String name)
            throws IOException, InterruptedException {
        snapshots(platform).delete(name);
        return 0;
    }

    @Command(description = "Write a snapshot into a file, sealed under a passphrase.", mixinStandardHelpOptions = true)
    int export(
            @Mixin PlatformOption platform,
            @Mixin PassphraseOption passphrase,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "FILE") Path file)
            throws IOException, InterruptedException {
        char[] secret = passphrase.require();
        snapshots(platform).export(name, file.toAbsolutePath(), secret);
        return 0;
    }

    @Command(
            name = "import",
            description = "Bring an exported snapshot here, under the name it was saved with.",
            mixinStandardHelpOptions = true)
    int bring(
            @Mixin PlatformOption platform,
            @Mixin PassphraseOption passphrase,
            @Parameters(paramLabel = "FILE") Path file)
            throws IOException, InterruptedException {
        String name = snapshots(platform).bring(file, passphrase.require());
        System.out.println(
                "The snapshot '" + name + "' is here: './mltwin snapshot load " + name + "' brings it back.");
        return 0;
    }

    private static PlatformSnapshots snapshots(PlatformOption platform) throws IOException {
        RunningPlatform running = platform.require();
        return new PlatformSnapshots(
                running.client(),
                running.settings(),
                running.credentials(),
                running.marks(),
                Progress.toStandardOutput());
    }

    /** The passphrase of an exported file, which stands in no list of processes. */
    static final class PassphraseOption {
        @Option(
                names = "--passphrase-file",
                paramLabel = "FILE",
                description = "A file whose first line is the passphrase (default: the variable " + PASSPHRASE + ").")
        private Path file;

        char[] require() throws IOException {
            String text = file == null
                    ? System.getenv(PASSPHRASE)
                    : BoundedContent.text(file).lines().findFirst().orElse("");
            if (text == null || text.length() < SHORTEST) {
                throw new RefusalException(
                        "An exported snapshot holds secrets and keys, so it is sealed: give a passphrase of " + SHORTEST
                                + " or more characters by " + PASSPHRASE + " or --passphrase-file.");
            }
            return text.toCharArray();
        }
    }
}
