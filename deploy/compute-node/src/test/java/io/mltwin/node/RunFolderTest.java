package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    @TempDir Path runs;

    @Test
    void moreFilesThanAllowedAreRefused() throws IOException {
        RunFolder folder = RunFolder.create(runs, "run1");
        for (String name : new String[] {"a", "b", "deep/c"}) {
            Path file = folder.outputs().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }

        assertThat(folder.files(folder.outputs(), 3)).hasSize(3);
        assertThatThrownBy(() -> folder.files(folder.outputs(), 2))
                .isInstanceOf(IOException.class)
                .hasMessage("outputs holds more than 2 files");
    }
}
