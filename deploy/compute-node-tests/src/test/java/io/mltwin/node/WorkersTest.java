package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.node.job.RunFolder;
import io.mltwin.sandbox.Sandbox;
import io.mltwin.sandbox.SandboxNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The part of a node in runs with a distribution. */
class WorkersTest {

    private static final String OUTPUT = NodeUnderTest.OUTPUT;
    private static final Duration PATIENCE = NodeUnderTest.LONG;

    @TempDir
    Path folder;

    private NodeUnderTest node;
    private FakePlatform platform;
    private SandboxNetwork first;

    @BeforeEach
    void startPlatform() throws Exception {
        node = new NodeUnderTest(folder);
        platform = node.platform;
    }

    @AfterEach
    void stopPlatform() throws Exception {
        platform.cancel = true;
        node.close();
        if (first != null) {
            first.close();
        }
    }

    private static Map<String, Object> worker(int rank, int nodes, int processes, String distribution) {
        return Map.of(
                "nodeRank",
                rank,
                "nodeCount",
                nodes,
                "processCount",
                processes,
                "distribution",
                distribution,
                "masterAddress",
                "127.0.0.1",
                "masterPort",
                23456);
    }

    private void start(int rank, int nodes, int processes, String distribution, String command) throws Exception {
        platform.worker = worker(rank, nodes, processes, distribution);
        platform.submit("run1", "bash", null, Map.of("a", ""), List.of("-c", command), null);
        if (rank > 0) {
            beFirst();
        }
        node.start();
    }

    /** Makes the network that the first node of the run would make. */
    private void beFirst() throws Exception {
        Sandbox sandbox = Sandbox.find(folder, List.of());
        if (sandbox.hasNetworks()) {
            first = sandbox.network(List.of(), List.of());
            Path networks = Files.createDirectories(folder.resolve("networks"));
            Files.writeString(networks.resolve("run1"), first.place());
        }
    }

    /** A script that waits for another one of its run, and one that meets it. */
    @Test
    void processesOfARunMeetOnSeveralNodes() throws Exception {
        // Given
        NodeUnderTest second = new NodeUnderTest(Files.createDirectory(folder.resolve("second")));
        second.platform.worker = worker(1, 2, 1, "PyTorch");
        String meet = """
                import os, socket, urllib.request
                address = (os.environ["MASTER_ADDR"], int(os.environ["MASTER_PORT"]))
                if os.environ["RANK"] == "0":
                    with socket.create_server(address) as s:
                        c, _ = s.accept(); print(c.recv(100).decode()); c.sendall(b"from 0")
                else:
                    while True:
                        try:
                            c = socket.create_connection(address); break
                        except ConnectionRefusedError:
                            pass
                    c.sendall(b"from 1"); print(c.recv(100).decode())
                try:
                    urllib.request.urlopen(os.environ["MSI_ENDPOINT"])
                except urllib.error.HTTPError as e:
                    print("identity", e.code)
                """;
        try {
            platform.worker = worker(0, 2, 1, "PyTorch");
            for (FakePlatform each : List.of(platform, second.platform)) {
                each.submit("run1", "bash", null, Map.of("meet.py", meet), List.of("-c", "python3 -u meet.py"), null);
            }
            node.start();
            await().atMost(PATIENCE).until(() -> platform.heartbeats.contains("ready"));
            second.start(second.settings(folder.resolve("environments")));
            await().atMost(PATIENCE).until(() -> second.platform.heartbeats.contains("ready"));

            // When
            platform.start = true;
            second.platform.start = true;
            await().atMost(PATIENCE).until(() -> second.platform.heartbeats.contains("ended"));
            platform.finish = true;
            awaitTold("Completed");

            // Then
            assertThat(log(0)).isEqualTo("from 1\nidentity 400\n");
            assertThat(second.platform.text(OUTPUT + "user_logs/std_log_process_1.txt"))
                    .isEqualTo("from 0\nidentity 400\n");
            await().atMost(PATIENCE).until(() -> Files.notExists(folder.resolve("networks/run1")));
        } finally {
            second.platform.cancel = true;
            second.close();
        }
    }

    private void awaitTold(String status) {
        await().atMost(PATIENCE).until(() -> platform.told().contains(status));
    }

    private String log(int process) {
        return platform.text(OUTPUT + "user_logs/std_log_process_" + process + ".txt");
    }

    @Test
    void eachProcessHasItsRanksAndItsLog() throws Exception {
        start(
                0,
                1,
                3,
                "PyTorch",
                "echo $MASTER_ADDR $MASTER_PORT $WORLD_SIZE $NODE_RANK $RANK $LOCAL_RANK $AZ_BATCH_MASTER_NODE");

        awaitTold("Completed");

        for (int process = 0; process < 3; process++) {
            assertThat(log(process).strip()).isEqualTo("127.0.0.1 23456 3 0 " + process + " " + process);
        }
        assertThat(platform.told()).containsExactly("Preparing", "Running", "Finalizing", "Completed");
    }

    @Test
    void anMpiProcessHasTheNamesOfOpenMpi() throws Exception {
        platform.start = true;
        start(
                1,
                2,
                2,
                "Mpi",
                "echo $OMPI_COMM_WORLD_SIZE $OMPI_COMM_WORLD_RANK $OMPI_COMM_WORLD_LOCAL_RANK"
                        + " $OMPI_COMM_WORLD_LOCAL_SIZE $AZ_BATCHAI_MPI_MASTER_NODE $AZ_BATCH_MASTER_NODE $RANK");

        await().atMost(PATIENCE).until(() -> platform.heartbeats.contains("ended"));

        assertThat(log(2).strip()).isEqualTo("4 2 0 2 127.0.0.1 127.0.0.1:23456");
        assertThat(log(3).strip()).isEqualTo("4 3 1 2 127.0.0.1 127.0.0.1:23456");
    }

    @Test
    void anotherNodeThanTheFirstWaitsForAllAndTellsRunHistoryNothing() throws Exception {
        start(1, 2, 1, "PyTorch", "echo begun");
        await().atMost(PATIENCE).until(() -> platform.heartbeats.contains("ready"));
        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() -> !platform.heartbeats.contains("running") && log(1) == null);

        platform.start = true;

        await().atMost(PATIENCE).until(() -> platform.heartbeats.contains("ended"));
        assertThat(log(1).strip()).isEqualTo("begun");
        assertThat(platform.text(OUTPUT + "logs/azureml/70_driver_log_1.txt"))
                .contains("Waiting until all 2 nodes are ready", "exit code 0");
        assertThat(platform.blobs).doesNotContainKey(OUTPUT + RunFolder.DRIVER_LOG);
        assertThat(platform.fileStore.files)
                .as("each node of a run has its own management code")
                .containsOnlyKeys("azureml/run1/azureml-setup/run_1.sh");
        assertThat(platform.told()).isEmpty();
    }

    @Test
    void theFirstNodeEndsTheRunWhenTheOthersHaveEnded() throws Exception {
        platform.start = true;
        start(0, 2, 1, "PyTorch", "true");
        await().atMost(PATIENCE).until(() -> platform.heartbeats.contains("waiting"));
        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() -> !platform.told().contains("Completed"));

        platform.finish = true;

        awaitTold("Completed");
    }

    @Test
    void oneProcessThatFailsEndsTheOthersAndTheRun() throws Exception {
        start(0, 1, 3, "PyTorch", "if [ $RANK = 1 ]; then echo no data; exit 7; fi; sleep 600");

        awaitTold("Failed");

        assertThat(platform.statuses.get(platform.statuses.size() - 1).at("/error/error/message"))
                .asString()
                .contains("The process with the rank 1 exited with code 7", "no data");
        assertThat(log(1)).contains("no data");
    }

    @Test
    void anotherNodeThanTheFirstTellsThatItFailed() throws Exception {
        platform.start = true;
        start(1, 2, 1, "PyTorch", "exit 3");

        awaitTold("Failed");

        assertThat(platform.told()).containsExactly("Failed");
    }

    @Test
    void oneThatIsCanceledBeforeAllAreReadyRunsNothing() throws Exception {
        start(0, 2, 1, "PyTorch", "echo begun");
        await().atMost(PATIENCE).until(() -> platform.heartbeats.contains("ready"));

        platform.cancel = true;

        awaitTold("Canceled");
        assertThat(platform.told()).containsExactly("Preparing", "Canceled");
        assertThat(log(0)).isNull();
    }
}
