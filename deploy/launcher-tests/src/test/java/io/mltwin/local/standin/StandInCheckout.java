package io.mltwin.local.standin;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.PlatformService;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A checkout whose six services are stand-ins; Kafka and the fixture are the real ones. */
public final class StandInCheckout {
    private StandInCheckout() {}

    public static Checkout make(Path root) throws IOException {
        Path real = Checkout.find().root();
        Files.createDirectories(root.resolve("deploy"));
        Files.createSymbolicLink(root.resolve("deploy/kafka"), real.resolve("deploy/kafka"));
        Files.createSymbolicLink(root.resolve("deploy/seed"), real.resolve("deploy/seed"));
        Files.createFile(root.resolve("mltwin"));
        Checkout checkout = new Checkout(root);
        for (PlatformService service : PlatformService.values()) {
            Files.createDirectories(checkout.runner(service).getParent());
            try (OutputStream file = Files.newOutputStream(checkout.runner(service))) {
                new JarOutputStream(file, manifest()).close();
            }
            // Kafka's is of this JVM: without one, each start would make those of all six. A JVM
            // with other jars does without it.
            Files.createSymbolicLink(
                    checkout.runner(service).resolveSibling("app-cds.jsa"),
                    checkout.kafkaJars().resolveSibling("kafka.jsa"));
        }
        return checkout;
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
        main.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        return manifest;
    }
}
