package io.mltwin.local.service;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.process.Java;
import io.mltwin.local.process.Java.ClassDataArchive;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes the services' class-data archives again where another JDK than the running one made them.
 * Quarkus makes them in the build, and a service that has none starts three times as slowly.
 */
public record ServiceArchives(Checkout checkout) {

    static final String FILE = "app-cds.jsa";

    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 900;

    /** The services whose archive is missing or is another JDK's. */
    public List<PlatformService> stale(Collection<PlatformService> services) throws IOException {
        List<PlatformService> stale = new ArrayList<>();
        for (PlatformService service : services) {
            if (!new ClassDataArchive(archive(service)).isOfThisJvm()) {
                stale.add(service);
            }
        }
        return stale;
    }

    /**
     * Makes the archives of these services, two at a time.
     *
     * @param made is told of each that is there
     * @throws IOException if one of them could not be made; that service starts without
     */
    public void make(Collection<PlatformService> services, Consumer<PlatformService> made)
            throws IOException, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Void>> begun = new ArrayList<>();
            for (PlatformService service : services) {
                begun.add(workers.submit(() -> {
                    make(service);
                    made.accept(service);
                    return null;
                }));
            }
            for (Future<Void> each : begun) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } finally {
            workers.shutdownNow();
        }
    }

    private Path archive(PlatformService service) {
        return checkout.runner(service).resolveSibling(FILE);
    }

    /** Runs the service up to the point where it would open its ports, as the build does. */
    private void make(PlatformService service) throws IOException, InterruptedException {
        Path runner = checkout.runner(service);
        Path fresh = archive(service).resolveSibling(FILE + ".new");
        Files.deleteIfExists(fresh);
        List<String> command = new ArrayList<>(List.of(Java.executable().toString()));
        command.addAll(Java.quietNatives());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:ArchiveClassesAtExit=" + fresh.getFileName(),
                "-Dquarkus.appcds.generate=true",
                "-jar",
                runner.getFileName().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(runner.getParent().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(runner.resolveSibling("class-data-archive.log").toFile());
        Java.cleanEnvironment(builder.environment());
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended || !Files.exists(fresh)) {
                throw new IOException("no archive of "
                        + service.module()
                        + " was written"
                        + (ended ? ": see " : " within " + PATIENCE_SECONDS + " s: see ")
                        + runner.resolveSibling("class-data-archive.log"));
            }
        } finally {
            process.destroyForcibly();
        }
        Files.move(fresh, archive(service), StandardCopyOption.REPLACE_EXISTING);
    }
}
