package io.mltwin.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformFilesTest {

    @Test
    void copiesAreForThisUserAloneAndGoWithTheContainer() throws Exception {
        PlatformFiles files = PlatformFiles.from(PlatformFilesTest::write);
        Path folder = files.folder();

        assertThat(folder.resolve("private/operator/credentials.json")).hasContent("private/operator/credentials.json");
        assertThat(folder.resolve("trust/ca.pem")).exists();
        assertThat(folder.resolve("settings.json")).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");

        files.delete();

        assertThat(folder).doesNotExist();
    }

    @Test
    void nothingStaysOfCopiesThatFail() {
        List<Path> tried = new ArrayList<>();

        assertThatThrownBy(() -> PlatformFiles.from((file, to) -> {
                    tried.add(to);
                    throw new UncheckedIOException(new IOException("no such file: " + file));
                }))
                .hasMessageContaining("settings.json");

        assertThat(tried).hasSize(1);
        assertThat(tried.get(0).getParent()).doesNotExist();
    }

    private static void write(String file, Path to) {
        try {
            Files.writeString(to, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
