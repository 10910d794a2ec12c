package io.mltwin.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessStreamsTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private static Process start(String command) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", command).start();
    }

    @Test
    void theProcessReadsToTheEndAndWritesToBoth() throws Exception {
        ByteArrayInputStream input = new ByteArrayInputStream("one two".getBytes(StandardCharsets.UTF_8));

        int code = new ProcessStreams(input, output, errors).join(start("cat; echo complaint >&2; exit 7"));

        assertThat(code).isEqualTo(7);
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("one two");
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("complaint\n");
    }

    @Test
    @Timeout(60)
    void childOfAnEndedProcessIsNotWaitedFor() throws Exception {
        long start = System.nanoTime();

        try (PipedOutputStream open = new PipedOutputStream();
                PipedInputStream silent = new PipedInputStream(open)) {
            int code = new ProcessStreams(silent, output, errors).join(start("echo here; sleep 50 & exit 3"));

            assertThat(code).isEqualTo(3);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("here\n");
    }
}
