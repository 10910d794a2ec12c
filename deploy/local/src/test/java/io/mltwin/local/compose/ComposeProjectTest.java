package io.mltwin.local.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeProjectTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "a docker that does: {0}")
    @CsvSource(delimiter = '|', textBlock = """
                    echo 4f5b2c                | 10000 | true
                    true                       | 10000 | false
                    echo 4f5b2c; exit 1        | 10000 | false
                    sleep 600                  | 200   | false
                    echo 4f5b2c; exec sleep 600 | 200   | false
                    """)
    @Timeout(20)
    void aPlatformRunsOnlyIfDockerSaysSoInTime(String script, long patienceMillis, boolean runs) throws IOException {
        // Given
        Path docker = folder.resolve("docker");
        Files.writeString(docker, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        ComposeProject project =
                new ComposeProject(folder, Optional.empty(), docker.toString(), Duration.ofMillis(patienceMillis));

        // When
        boolean answer = project.runs();

        // Then
        assertEquals(runs, answer);
    }
}
