package io.mltwin.scoring.registry.scanning;

import static java.util.stream.Collectors.joining;

import io.mltwin.platform.PlatformConfig;
import io.mltwin.sandbox.Sandbox;
import io.mltwin.sandbox.SandboxLimits;
import io.mltwin.sandbox.SandboxProcess;
import io.mltwin.sandbox.SandboxRequest;
import io.mltwin.sandbox.ScriptTree;
import io.mltwin.scoring.RegistryConfig;
import io.mltwin.scoring.registry.scanning.PackageInventory.ImagePackage;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs a {@link ScanProcess} apart from the service, with limits of memory and time: what it parses
 * was pushed by anybody.
 */
@Singleton
class ScanSandbox {

    private static final Logger LOG = Logger.getLogger(ScanSandbox.class);
    private static final SandboxLimits LIMITS = new SandboxLimits(512 << 20, 64, 1 << 20);
    private static final int MOST_SAID = 4096;

    private final Path place;
    private final Path javaHome;
    private final Duration longest;
    private Sandbox sandbox;

    @Inject
    ScanSandbox(PlatformConfig platform, RegistryConfig config) {
        this(
                platform.dataDir().resolve("scans"),
                config.javaHome().orElse(Path.of(System.getProperty("java.home"))),
                Duration.ofMinutes(3));
    }

    /**
     * @param place the folder of the processes' folders, which are empty
     * @param longest that a scan may take
     */
    ScanSandbox(Path place, Path javaHome, Duration longest) {
        this.place = place;
        this.javaHome = javaHome;
        this.longest = longest;
    }

    /**
     * A layer of an image.
     *
     * @param size in bytes, as it was pushed
     */
    record Layer(long size, Supplier<InputStream> content) {}

    /**
     * Returns what is installed in an image.
     *
     * @throws ScanProcess.UnreadableImageException when its layers are none that are read
     * @throws IOException when the process has not told it, which may be this once
     */
    List<ImagePackage> scan(List<Layer> layers) throws IOException {
        SandboxProcess scan = start();
        AtomicBoolean isLate = new AtomicBoolean();
        scan.process()
                .onExit()
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync((ended, late) -> {
                    if (late != null) {
                        isLate.set(true);
                        end(scan);
                    }
                });
        try {
            send(layers, scan.process().getOutputStream());
            return ScanProcess.result(scan.process().getInputStream());
        } catch (ScanProcess.UnreadableImageException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(isLate.get() ? "It took too long" : "The process ended: " + said(scan), e);
        } finally {
            end(scan);
        }
    }

    private synchronized SandboxProcess start() throws IOException {
        List<Path> readOnly = new ArrayList<>(ScanProcess.classPath());
        String classPath = readOnly.stream().map(Path::toString).collect(joining(File.pathSeparator));
        readOnly.add(javaHome);
        if (sandbox == null) {
            ScriptTree.delete(place);
            Files.createDirectories(place);
            sandbox = Sandbox.find(place, readOnly);
            LOG.infof("Images are scanned in a process (%s) %s", sandbox.kind().key(), sandbox.reason());
        }
        return sandbox.start(SandboxRequest.of(
                        Files.createDirectories(place.resolve("scan")),
                        List.of(
                                javaHome.resolve("bin/java").toString(),
                                "-Xmx32m",
                                // gives up where it does little else
                                "-XX:+UseParallelGC",
                                "-XX:ParallelGCThreads=1",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:-UsePerfData",
                                "-XX:+DisplayVMOutputToStderr",
                                "-XX:-CreateCoredumpOnCrash",
                                "-XX:ErrorFile=/dev/null",
                                "-cp",
                                classPath,
                                ScanProcess.class.getName()))
                .readOnly(readOnly)
                .environment(Map.of("LANG", "C.UTF-8"))
                .limits(LIMITS)
                .build());
    }

    private static void send(List<Layer> layers, OutputStream out) throws IOException {
        for (Layer layer : layers) {
            try (InputStream content = new SequenceInputStream(
                    length(layer.size()), layer.content().get())) {
                if (!copy(content, out)) {
                    return;
                }
            }
        }
        copy(length(-1), out);
    }

    private static InputStream length(long bytes) {
        return new ByteArrayInputStream(
                ByteBuffer.allocate(Long.BYTES).putLong(bytes).array());
    }

    /** Returns false for a process that does not read on: it has told why, or has ended. */
    private static boolean copy(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[1 << 16];
        for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
            try {
                to.write(piece, 0, read);
                to.flush();
            } catch (IOException ended) {
                return false;
            }
        }
        return true;
    }

    private static void end(SandboxProcess scan) {
        try {
            scan.kill();
        } catch (IOException e) {
            throw new UncheckedIOException("The process of a scan does not end", e);
        }
    }

    private static String said(SandboxProcess scan) throws IOException {
        InputStream errors = scan.process().getErrorStream();
        return new String(errors.readNBytes(Math.min(MOST_SAID, errors.available())), StandardCharsets.UTF_8);
    }
}
