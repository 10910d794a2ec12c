package io.mltwin.local;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.folder.FolderLock;
import io.mltwin.local.folder.LeftoverProcesses;
import io.mltwin.local.kafka.KafkaPart;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.postgres.PostgresPart;
import io.mltwin.local.process.BackgroundCall;
import io.mltwin.local.process.PartException;
import io.mltwin.local.process.Progress;
import io.mltwin.local.process.Supervisor;
import io.mltwin.local.reset.PlatformReset;
import io.mltwin.local.reset.PlatformSnapshots;
import io.mltwin.local.reset.ResetMarker;
import io.mltwin.local.seed.Seeding;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A running platform: PostgreSQL, Kafka and the services, each a process of its own, until it is
 * closed.
 */
public final class Platform implements AutoCloseable {
    private final DataFolder folder;
    private final PlatformSettings settings;
    private final PartList parts;
    private final Supervisor supervisor;
    private final FolderLock lock;
    private final OperatorCredentials credentials;
    private final LeftoverProcesses leftovers;
    private final Optional<Seeding> seeding;
    private final boolean ephemeral;
    private final Progress progress;
    private volatile boolean closed;
    private volatile boolean failed;

    Platform(
            DataFolder folder,
            PlatformSettings settings,
            PartList parts,
            Supervisor supervisor,
            FolderLock lock,
            OperatorCredentials credentials,
            LeftoverProcesses leftovers,
            Optional<Seeding> seeding,
            boolean ephemeral,
            Progress progress) {
        this.folder = folder;
        this.settings = settings;
        this.parts = parts;
        this.supervisor = supervisor;
        this.lock = lock;
        this.credentials = credentials;
        this.leftovers = leftovers;
        this.seeding = seeding;
        this.ephemeral = ephemeral;
        this.progress = progress;
    }

    /** Starts the parts and seeds the fixture; what fails is stopped by closing the platform. */
    public void start() throws IOException, InterruptedException {
        try {
            startAll();
        } catch (PartException e) {
            keepLogs();
            throw e.withLogIn(lastingLogs());
        } catch (IOException | RuntimeException e) {
            keepLogs();
            throw e;
        }
    }

    /**
     * Something failed: the logs outlive an ephemeral folder. What fails since the platform is
     * being stopped is no failure.
     */
    public void keepLogs() {
        failed |= !closed;
    }

    /** Returns where the logs lie once the platform is closed, if something failed. */
    public Path lastingLogs() {
        return ephemeral ? folder.keptLogs() : folder.logs();
    }

    private void startAll() throws IOException, InterruptedException {
        if (seeding.isEmpty()) {
            supervisor.start();
            return;
        }
        Optional<String> unended = ResetMarker.unended(folder);
        if (unended.isPresent()) {
            supervisor.start();
            progress.say("'./mltwin " + unended.get() + "' was interrupted: it is finished");
            if (!new PlatformSnapshots(client(), settings, credentials, folder, progress).finish(unended.get())) {
                reset();
                seeded(seeding.get().ensure());
            }
        } else {
            startAndSeed(seeding.get());
        }
    }

    /** The first services that are ready are seeded while others still start. */
    private void startAndSeed(Seeding fixture) throws IOException, InterruptedException {
        BackgroundCall<Boolean> seed = BackgroundCall.begin("seed", () -> fixture.ensure(this::awaitReady));
        try {
            supervisor.start();
        } catch (IOException | InterruptedException | RuntimeException e) {
            seed.end();
            throw e;
        }
        seeded(seed.join());
    }

    private void awaitReady(PlatformService... services) throws IOException {
        supervisor.awaitReady(Stream.of(services).map(PlatformService::key).toList());
    }

    private void seeded(boolean first) {
        if (first) {
            progress.say("the fixture is seeded");
        }
    }

    /**
     * Brings the platform back to its fixture.
     *
     * @return the epoch that begins
     */
    public long reset() throws IOException, InterruptedException {
        Seeding fixture =
                seeding.orElseThrow(() -> new IllegalStateException("A platform without a seed has no fixture."));
        return new PlatformReset(client(), settings, credentials, fixture, folder, progress).run();
    }

    /** Returns a platform that keeps its data in the given folder. */
    public static PlatformBuilder builder(Path dataFolder) {
        return new PlatformBuilder(dataFolder);
    }

    public DataFolder folder() {
        return folder;
    }

    public PlatformSettings settings() {
        return settings;
    }

    public PostgresPart postgres() {
        return parts.postgres();
    }

    public KafkaPart kafka() {
        return parts.kafka();
    }

    public OperatorCredentials credentials() {
        return credentials;
    }

    /** HTTPS to the services, trusting this platform's authority. */
    public PlatformClient client() {
        return new PlatformClient(folder);
    }

    /** Deletes the folder; files that stay on the disk make nothing fail that was done. */
    private void deleteFolder() {
        try {
            folder.delete();
        } catch (IOException e) {
            progress.say("the data folder is left, delete it by hand: " + e.getMessage());
        }
    }

    /**
     * Stops everything in order: services, their compute nodes, then Kafka and PostgreSQL. An
     * ephemeral folder is deleted, but for the logs of what failed.
     */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            supervisor.close();
            leftovers.endComputeNodes();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The stop was interrupted.", e);
        } finally {
            Files.deleteIfExists(folder.pid(FolderLock.LAUNCHER));
            lock.close();
        }
        if (ephemeral) {
            if (failed) {
                progress.say("the logs are kept in " + folder.keepLogs());
            }
            deleteFolder();
        }
    }
}
