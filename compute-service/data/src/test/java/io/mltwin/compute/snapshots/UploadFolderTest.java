package io.mltwin.compute.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadFolderTest {

    @TempDir
    Path folder;

    @Test
    void filesOfAKilledServiceGo() throws Exception {
        Files.writeString(folder.resolve("0a1b"), "source code in the clear");

        UploadFolder.clean(folder);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theFirstStartHasNone() {
        assertThatCode(() -> UploadFolder.clean(folder.resolve("none"))).doesNotThrowAnyException();
    }
}
