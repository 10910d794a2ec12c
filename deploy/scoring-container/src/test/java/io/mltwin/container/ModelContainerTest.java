package io.mltwin.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.container.ContainerException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model without entry script in a container of its own. */
class ModelContainerTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ROW = "{\"data\":[[1,1]]}";

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private ContainerClient client;

    @AfterEach
    void end() {
        client.close();
    }

    @Test
    void manyRequestsAreUnderWayAtOnceAndGetTheirOwnAnswers() throws Exception {
        // Given
        client = client("softmax", LONG);
        client.start();
        // When
        List<CompletableFuture<String>> answers = IntStream.range(0, 200)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> scoreRows(i % 7 + 1)))
                .toList();
        // Then
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get().split("0\\.5,0\\.5", -1)).hasSize(i % 7 + 2);
        }
        assertThat(client.restarts()).isZero();
    }

    @Test
    void wrongInputIsTheClientsFaultAndTheContainerLivesOn() throws Exception {
        client = client("softmax", LONG);

        assertThat(failure("{\"data\":[[1]]}"))
                .hasMessage("the model takes rows of 2 numbers, these have 1")
                .extracting(ContainerException::kind)
                .isEqualTo(Kind.BAD_INPUT);

        assertThat(score(ROW)).isEqualTo("{\"output\":[[0.5,0.5]]}");
        assertThat(client.restarts()).isZero();
    }

    @Test
    void aModelThatNeverEndsTimesOutAndTheContainerLivesOn() throws Exception {
        client = client("endless", Duration.ofSeconds(1));
        client.start();
        long pid = client.pid();

        assertThat(failure(ROW))
                .hasMessage("Scoring timeout after 1000 ms")
                .extracting(ContainerException::kind)
                .isEqualTo(Kind.TIMED_OUT);

        assertThat(client.pid()).isEqualTo(pid);
        assertThat(client.isHealthy()).isTrue();
    }

    @Test
    void aModelThatFillsItsMemoryTakesItsContainerAlone() throws Exception {
        client = client("large-output", LONG);
        client.start();

        assertThat(failure(ROW))
                .hasMessageContaining("exit code 3")
                .extracting(ContainerException::kind)
                .isEqualTo(Kind.CRASHED);

        client.start();
        assertThat(client.isHealthy()).isTrue();
    }

    @Test
    void aModelThatIsNoneFailsTheStart() throws Exception {
        client = client("external-parent", LONG);

        assertThat(failure(ROW))
                .hasMessageContaining("the ONNX model cannot be loaded")
                .extracting(ContainerException::kind)
                .isEqualTo(Kind.START_FAILED);
    }

    private String scoreRows(int rows) {
        try {
            return score("{\"data\":[" + "[1,1],".repeat(rows - 1) + "[1,1]]}");
        } catch (ContainerException e) {
            throw new IllegalStateException(e);
        }
    }

    private String score(String body) throws ContainerException {
        return new String(client.run(body.getBytes(StandardCharsets.UTF_8)).body(), StandardCharsets.UTF_8);
    }

    private ContainerException failure(String body) {
        return catchThrowableOfType(ContainerException.class, () -> score(body));
    }

    private ContainerClient client(String model, Duration timeout) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/onnx/" + model + ".onnx")) {
            Files.copy(in, folder.resolve("model.onnx"));
        }
        return new ContainerClient(
                TestContainers.runtime(),
                ContainerSpec.onnx(folder, Path.of("model.onnx"), null, "onnx").withTimeouts(LONG, LONG, timeout),
                log::add);
    }
}
