package io.mltwin.scoring.registry.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerMemoryTest {

    /** {@code -Dmltwin.layer.mebibytes=2048} for a layer as large as those of images with CUDA. */
    private static final long MEBIBYTES = Long.getLong("mltwin.layer.mebibytes", 256);

    @TempDir
    Path folder;

    /**
     * A process with a heap of 24 MiB stores and reads a layer that is much larger; memory outside
     * the heap is bounded too.
     */
    @Test
    void aLayerNeedsNoMoreMemoryThanAPieceOfIt() throws IOException, InterruptedException {
        // Given
        Path output = folder.resolve("output");
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:MaxDirectMemorySize=8m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LargeLayer.class.getName(),
                folder.toString(),
                String.valueOf(MEBIBYTES));
        process.redirectErrorStream(true).redirectOutput(output.toFile());
        // When
        Process running = process.start();
        boolean ended = running.waitFor(5, TimeUnit.MINUTES);
        running.destroyForcibly();
        // Then
        assertThat(ended).isTrue();
        assertThat(Files.readString(output, StandardCharsets.UTF_8)).contains(String.valueOf((MEBIBYTES << 20) + 10));
        assertThat(running.exitValue()).isZero();
    }
}
