package io.mltwin.keyvault.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLinesTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1024})
    void aLineIsWholeOrLeftOut(int buffer) throws IOException {
        Path file = folder.resolve("lines");
        Files.writeString(file, "one\n\nthree and more\n{\"torn");
        List<String> lines = new ArrayList<>();
        try (AuditLines read = new AuditLines(file, buffer)) {
            for (byte[] line = read.next(); line != null; line = read.next()) {
                lines.add(new String(line, StandardCharsets.UTF_8));
            }
            assertThat(read.next()).isNull();
        }
        assertThat(lines).containsExactly("one", "", "three and more");
    }
}
