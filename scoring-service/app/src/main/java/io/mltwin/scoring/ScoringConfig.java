package io.mltwin.scoring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;

/** The settings that only scoring-service has. */
@ConfigMapping(prefix = "mltwin")
public interface ScoringConfig {

    /** Where the curated environments lie, one folder each. */
    @WithName("environments-dir")
    Optional<Path> environmentsDir();

    /**
     * Returns the JDK that containers with a Java entry script run on; by default the service's
     * own.
     */
    @WithName("java-home")
    Optional<Path> javaHome();

    Images images();

    interface Images {
        /**
         * Longest time in seconds that the packages of an environment may take to be installed,
         * before the deployment that waits for them fails.
         */
        @WithName("packages-seconds")
        @WithDefault("1800")
        int packagesSeconds();
    }

    Scoring scoring();

    interface Scoring {
        /**
         * Largest scoring request; Azure takes 100 MB. A quarter of the heap is the limit where
         * that is less.
         */
        @WithName("max-request-bytes")
        @WithDefault("104857600")
        long maxRequestBytes();

        /**
         * Longest a scoring request may take where the service names no {@code scoringTimeoutMs};
         * Azure's is 60 s.
         */
        @WithName("timeout-ms")
        @WithDefault("60000")
        int timeoutMillis();

        /**
         * Where the file systems of running containers lie. By default in memory ({@code /dev/shm})
         * where the machine has it, so that models and scripts are plaintext on no disk; else in
         * the data folder.
         */
        @WithName("containers-dir")
        Optional<Path> containersDir();

        /**
         * The SHA-256 of the secret of the host where containers run. Without it they are processes
         * of this machine; with it the host connects to {@code host-port}.
         */
        @WithName("host-sha256")
        Optional<String> hostSha256();

        @WithName("host-port")
        @WithDefault("9445")
        int hostPort();

        /** Returns how many containers a deployment or service can have. */
        @WithName("max-instances")
        @WithDefault("10")
        int maxInstances();

        /** Returns how long a web service's token is good. Azure does not publish its own lifetime. */
        @WithName("token-seconds")
        @WithDefault("43200")
        long tokenSeconds();

        /** When a client is told to ask for another token of a web service. */
        @WithName("token-refresh-seconds")
        @WithDefault("21600")
        long tokenRefreshSeconds();

        /** Seconds between two questions whether the customers' keys of deployments can be used. */
        @WithName("key-check-seconds")
        @WithDefault("5")
        int keyCheckSeconds();

        /** Seconds that what workspace-service told about a workspace is kept. */
        @WithName("workspace-cache-seconds")
        @WithDefault("5")
        int workspaceCacheSeconds();
    }
}
