package io.mltwin.compute;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of compute-service. */
@ConfigMapping(prefix = "mltwin")
public interface ComputeConfig {

    /**
     * Folder of the curated environments: each has {@code environment.json} and {@code
     * target/libs/*.jar}.
     */
    @WithName("environments-dir")
    Path environmentsDir();

    /** JDK that nodes and their Java scripts run on. */
    @WithName("java-home")
    Path javaHome();

    /** The program of a compute node. */
    @WithName("node-jar")
    Path nodeJar();

    Compute compute();

    Python python();

    /** {@code mltwin.python.*}. */
    interface Python {

        /**
         * Where pip finds packages for environments: the address of an index, without a password,
         * or a folder of wheels. Without it pip's own settings say so.
         */
        Optional<String> index();
    }

    /** {@code mltwin.compute.*}. */
    interface Compute {

        /**
         * Node processes at the same time, all clusters together: what Azure's core quota limits.
         */
        @WithName("most-nodes")
        @WithDefault("6")
        int mostNodes();

        /**
         * A node with a run that has not said anything for this long is lost, where it is not known
         * whether its process lives.
         */
        @WithName("node-lost-after")
        @WithDefault("PT15S")
        Duration nodeLostAfter();

        /**
         * A node that has not asked for work this long after its start, or after its last poll, is
         * lost, where it is not known whether its process lives.
         */
        @WithName("node-silent-after")
        @WithDefault("PT60S")
        Duration nodeSilentAfter();

        /**
         * A node whose process lives, and that has not said anything for this long, is lost. Longer
         * than the first start of a node takes on a slow machine.
         */
        @WithName("node-stuck-after")
        @WithDefault("PT3M")
        Duration nodeStuckAfter();

        /** A cancelled run whose node does not end it within this time is ended with its node. */
        @WithName("cancel-within")
        @WithDefault("PT30S")
        Duration cancelWithin();

        /** Memory of a run's script with all that it starts, and of each process by itself. */
        @WithName("script-memory-mib")
        @WithDefault("3072")
        long scriptMemoryMib();

        /** Processes and threads of a run's script. */
        @WithName("script-processes")
        @WithDefault("512")
        int scriptProcesses();

        /**
         * Hash of the secret of the host that starts nodes; without it this service starts them
         * itself.
         */
        @WithName("node-host-sha256")
        Optional<String> nodeHostSha256();

        /**
         * Folders that scripts may read in addition to the system's, such as a Python outside of
         * /usr.
         */
        @WithName("script-folders")
        Optional<List<Path>> scriptFolders();

        /** Returns how long a node waits for work in one request. */
        @WithName("node-poll")
        @WithDefault("PT20S")
        Duration nodePoll();

        /** Lifetime of a run token; more when the run may take longer. */
        @WithName("run-token-lifetime")
        @WithDefault("P1D")
        Duration runTokenLifetime();

        /** Idle time before a cluster scales down, where its scale settings give none. */
        @WithName("idle-before-scale-down")
        @WithDefault("PT120S")
        Duration idleBeforeScaleDown();
    }
}
