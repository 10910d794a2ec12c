package io.mltwin.local.layout;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkout whose built artifacts are started. */
public record Checkout(Path root) {

    public Checkout {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * The checkout named by the system property mltwin.checkout, else the one that holds this jar,
     * else the one around the working folder.
     */
    public static Checkout find() {
        String named = System.getProperty("mltwin.checkout");
        if (named != null) {
            return new Checkout(Path.of(named));
        }
        return above(ownLocation())
                .or(() -> above(Path.of("").toAbsolutePath()))
                .orElseThrow(() -> new RefusalException(
                        "No checkout of mltwin was found around this program: start it with ./mltwin."));
    }

    private static Path ownLocation() {
        try {
            return Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of the launcher's own classes is no path.", e);
        }
    }

    private static Optional<Checkout> above(Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("deploy/kafka")) && Files.isRegularFile(folder.resolve("mltwin"))) {
                return Optional.of(new Checkout(folder));
            }
        }
        return Optional.empty();
    }

    public Path kafkaJars() {
        return root.resolve("deploy/kafka/target/libs");
    }

    public Path environments() {
        return root.resolve("deploy/environments");
    }

    public Path fixture() {
        return root.resolve("deploy/seed/fixture.json");
    }

    /** Returns the jar that starts a service; its libraries are in lib/ next to it. */
    public Path runner(PlatformService service) {
        return root.resolve(service.module()).resolve("target").resolve(service.module() + "-runner.jar");
    }

    /** Refuses a checkout in which something that is to be started was not built. */
    public void requireBuilt(Collection<PlatformService> services) {
        Stream.concat(Stream.of(kafkaJars()), services.stream().map(this::runner))
                .filter(artifact -> !Files.exists(artifact))
                .findFirst()
                .ifPresent(artifact -> {
                    throw new RefusalException(
                            artifact + " is missing: build it first with 'mvn -Dquick package' (./mltwin does it).");
                });
    }

    /** Returns the jar that runs as a compute node; the folder holds one runnable jar. */
    public Path nodeJar() {
        Path target = root.resolve("deploy/compute-node/target");
        if (!Files.isDirectory(target)) {
            return target.resolve("compute-node.jar");
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches(".*compute-node.*\\.jar"))
                    .filter(file -> !file.getFileName().toString().matches(".*-(sources|javadoc|tests)\\.jar"))
                    .findFirst()
                    .orElse(target.resolve("compute-node.jar"));
        } catch (IOException e) {
            throw new RefusalException("The folder " + target + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the checkout's own folder: the default data folder, and the pointer to the running
     * platform.
     */
    public Path home() {
        return root.resolve(".mltwin");
    }

    public Path pointer() {
        return home().resolve("current");
    }
}
