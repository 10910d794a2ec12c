package io.mltwin.local.layout;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the artifacts lie that are started: a checkout with what Maven built in it, or a
 * distribution, which has the same seed and environments but no sources. This class alone knows
 * which of the two it is.
 */
public record Checkout(Path root) {
    /** Lies at the top of a distribution and says its version, its platform and the digest of its content. */
    public static final String DISTRIBUTION = "mltwin-distribution.json";

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
            Checkout found = new Checkout(folder);
            if (Files.isRegularFile(folder.resolve("mltwin"))
                    && (found.isDistribution() || Files.isDirectory(folder.resolve("deploy/kafka")))) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private boolean isDistribution() {
        return Files.isRegularFile(root.resolve(DISTRIBUTION));
    }

    /**
     * Returns the folder of the sources.
     *
     * @throws RefusalException if this is a distribution
     */
    public Path sources() {
        if (isDistribution()) {
            throw new RefusalException(root + " is a distribution, which has no sources: this needs a checkout.");
        }
        return root;
    }

    /** Returns what tells this build from others: a distribution's version and digest, or a checkout's place. */
    public String identity() throws IOException {
        return isDistribution() ? BoundedContent.text(root.resolve(DISTRIBUTION)) : root.toString();
    }

    /**
     * Returns the folder of the seeded data that starts of a distribution copy.
     *
     * @throws RefusalException if this is a checkout
     */
    public Path golden(String base) {
        if (!isDistribution()) {
            throw new RefusalException(
                    "--golden needs a distribution: what is built in a checkout changes, and its data with it.");
        }
        return root.resolve("golden").resolve(base);
    }

    /** Returns the folder of Kafka's class path; a distribution has one jar there that names the others. */
    public Path kafkaJars() {
        return root.resolve(isDistribution() ? "kafka/libs" : "deploy/kafka/target/libs");
    }

    public Path environments() {
        return root.resolve("deploy/environments");
    }

    public Path fixture() {
        return root.resolve("deploy/seed/fixture.json");
    }

    /** Returns the jar that starts a service; its manifest names its libraries. */
    public Path runner(PlatformService service) {
        Path folder = isDistribution()
                ? root.resolve("services").resolve(service.key())
                : root.resolve(service.module()).resolve("target");
        return folder.resolve(service.module() + "-runner.jar");
    }

    /** Refuses a checkout in which something that is to be started was not built, or a distribution that lacks it. */
    public void requireBuilt(Collection<PlatformService> services) {
        Stream.concat(Stream.of(kafkaJars()), services.stream().map(this::runner))
                .filter(artifact -> !Files.exists(artifact))
                .findFirst()
                .ifPresent(artifact -> {
                    throw new RefusalException(artifact
                            + (isDistribution()
                                    ? " is missing: unpack the distribution again."
                                    : " is missing: build it first with 'mvn -Dquick package' (./mltwin does it)."));
                });
    }

    /** Returns the jar that runs as a compute node; the folder holds one runnable jar. */
    public Path nodeJar() {
        if (isDistribution()) {
            return root.resolve("node/mltwin-compute-node.jar");
        }
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
     * Returns the folder of its own data: the default data folder, and the pointer to the running
     * platform.
     */
    public Path home() {
        return root.resolve(".mltwin");
    }

    public Path pointer() {
        return home().resolve("current");
    }
}
