package io.mltwin.workspace.storage.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on a file system that cannot be written past the page cache: as whole as elsewhere. */
class DirectOutputTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 262_143, 262_144, 262_145, 1_048_583})
    void withoutADirectChannelEveryByteGoesThroughThePageCache(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Path path = folder.resolve("content");
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

        try (DirectOutput out = new DirectOutput(new DirectFiles(), file, null)) {
            int first = Math.min(length, 100);
            out.write(bytes, 0, first);
            out.write(bytes, first, length - first);
            out.finish();
            assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
        }
        assertThat(file.isOpen()).isFalse();
    }
}
