package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.node.loop.NodeLoop;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.SandboxLimits;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node from its start to its end: which runs it takes, whom it trusts and when it goes. */
class NodeLoopTest {

    private static final String LOG = NodeUnderTest.LOG;
    private static final Duration LONG = NodeUnderTest.LONG;

    @TempDir
    Path folder;

    private NodeUnderTest node;
    private FakePlatform platform;

    @BeforeEach
    void startPlatform() throws Exception {
        node = new NodeUnderTest(folder);
        platform = node.platform;
    }

    @AfterEach
    void stopPlatform() throws Exception {
        node.close();
    }

    @Test
    void theEndOfARunIsDeliveredWhenTheServiceIsBack() throws Exception {
        Path sign = folder.resolve("node/runs/run1/sign");
        platform.submit(
                "run1",
                "java",
                "Train.java",
                NodeUnderTest.script(
                        "java.nio.file.Path sign = java.nio.file.Path.of(\"sign\"); while (!java.nio.file.Files.exists(sign)) Thread.sleep(20);"),
                null);
        CompletableFuture<Integer> end = node.start();
        await().atMost(LONG).until(() -> platform.told().contains("Running"));

        platform.stop();
        Files.createFile(sign);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        platform.start();

        await().atMost(LONG).until(() -> platform.told().contains("Completed"));
        assertThat(platform.told()).containsExactly("Preparing", "Running", "Finalizing", "Completed");
        assertThat(platform.blobs).containsKey(LOG);
        platform.released = true;
        assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(NodeLoop.RELEASED);
    }

    @Test
    void aRunThatCannotEvenBeginIsReportedAsFailed() throws Exception {
        platform.submit("..", "java", "Train.java", NodeUnderTest.script("System.out.println(1);"), null);

        node.runUntilReleased();

        assertThat(platform.told()).containsExactly("Failed");
        assertThat(node.error("message")).contains("not a run id");
    }

    @Test
    void twoRunsFollowEachOtherOnOneNode() throws Exception {
        platform.submit("run1", "java", "Train.java", NodeUnderTest.script("System.out.println(1);"), null);
        platform.submit("run2", "java", "Train.java", NodeUnderTest.script("System.out.println(2);"), null);

        node.runUntilReleased();

        assertThat(platform.told().stream().filter("Completed"::equals)).hasSize(2);
    }

    @Test
    void aNodeThatIsNotKnownGoes() throws Exception {
        NodeSettings stranger = node.settings(platform.url(), "wrong", NodeUnderTest.LONG, SandboxLimits.DEFAULT);

        assertThat(node.start(stranger).get(60, TimeUnit.SECONDS)).isEqualTo(NodeLoop.REFUSED);
    }

    @Test
    void aNodeThatReachesNobodyGoesAfterAWhile() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThat(node.start(node.settings("https://localhost:" + free, Duration.ofSeconds(1)))
                        .get(60, TimeUnit.SECONDS))
                .isEqualTo(NodeLoop.ABANDONED);
    }

    @Test
    void aServiceWithAnotherAuthorityIsNotTrusted() throws Exception {
        try (FakePlatform impostor = new FakePlatform(TlsIdentity.create())) {
            impostor.released = true;

            assertThat(node.start(node.settings(impostor.url(), Duration.ofSeconds(1)))
                            .get(60, TimeUnit.SECONDS))
                    .isEqualTo(NodeLoop.ABANDONED);
        }
    }
}
