package io.mltwin.local.kafka;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.FreePorts;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.process.Java.ClassDataArchive;
import io.mltwin.local.process.LogTail;
import io.mltwin.local.trust.CryptoProvider;
import io.mltwin.local.trust.TrustMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The class-data archive of Kafka's server: its classes as they are after loading and checking,
 * which spares half of the processor time of its start. The build makes it by running a broker once
 * as the platform does, in a folder that is then deleted. The JVM does without an archive that is
 * missing, or fits neither it nor the jars.
 */
public final class KafkaArchive {
    private static final int PATIENCE_SECONDS = 600;
    private static final int POLL_MILLIS = 50;

    private KafkaArchive() {}

    private static Path of(Path jars) {
        return jars.toAbsolutePath().normalize().resolveSibling("kafka.jsa");
    }

    /** Returns the JVM's options to use the archive that belongs to these jars. */
    static List<String> use(Path jars) {
        return List.of("-XX:SharedArchiveFile=" + of(jars), "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /**
     * @param arguments the folder of Kafka's jars
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path jars = Path.of(arguments[0]).toAbsolutePath().normalize();
        if (!Files.isDirectory(jars)) {
            System.err.println("Kafka will start without a class-data archive: no jars in " + jars);
            return;
        }
        try {
            if (!isUpToDate(jars)) {
                make(jars);
            }
        } catch (IOException e) {
            System.err.println("Kafka will start without a class-data archive, more slowly: " + e.getMessage());
        }
    }

    /** Returns whether these jars have an archive that the JVM of this program made. */
    public static boolean isOfThisJvm(Path jars) throws IOException {
        return new ClassDataArchive(of(jars)).isOfThisJvm();
    }

    /**
     * Makes the archive by the JVM of this program.
     *
     * @throws IOException if the broker does not start or writes no archive
     */
    public static void make(Path jars) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory("mltwin-kafka");
        Path archive = root.resolve("new.jsa");
        try {
            run(new DataFolder(root), jars, archive);
            Files.move(archive, of(jars), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            DataFolder.delete(root);
        }
    }

    private static boolean isUpToDate(Path jars) throws IOException {
        if (!isOfThisJvm(jars)) {
            return false;
        }
        FileTime made = Files.getLastModifiedTime(of(jars));
        try (Stream<Path> files = Files.list(jars)) {
            for (Path jar : files.toList()) {
                if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void run(DataFolder folder, Path jars, Path archive) throws IOException, InterruptedException {
        folder.create();
        Ports ports = new Ports(FreePorts.base());
        new TrustMaterial(
                        folder,
                        PlatformSettings.DEFAULT_BASE,
                        Clock.systemUTC(),
                        new SecureRandom(),
                        CryptoProvider.load())
                .ensure(ports);
        KafkaPart part = new KafkaPart(folder, ports.kafka(), ports.kafkaController(), jars, archive);
        part.prepare();
        ProcessBuilder command = part.command();
        // the JVM writes no archive once classes of a signed jar have provided its cryptography
        command.command().removeIf(flag -> flag.startsWith("-Djava.security.properties="));
        Process broker = command.redirectErrorStream(true)
                .redirectOutput(folder.log(part.name()).toFile())
                .start();
        try {
            awaitAnswer(part, folder, broker);
            part.provision();
            broker.destroy();
            if (!broker.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || !Files.exists(archive)) {
                throw failure(part, folder, "did not end in order");
            }
        } finally {
            broker.destroyForcibly();
        }
    }

    private static IOException failure(KafkaPart part, DataFolder folder, String how) {
        return new IOException("the broker that was to write it "
                + how
                + ": "
                + String.join(" | ", LogTail.causes(folder.log(part.name()), 0)));
    }

    private static void awaitAnswer(KafkaPart part, DataFolder folder, Process broker)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!part.answers()) {
            if (!broker.isAlive() || System.nanoTime() > end) {
                throw failure(part, folder, "did not start");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
