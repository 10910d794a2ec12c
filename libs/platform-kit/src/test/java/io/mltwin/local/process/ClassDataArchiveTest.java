package io.mltwin.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.process.Java.ClassDataArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassDataArchiveTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "an archive that starts with \"{0}\", for JVM {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    OpenJDK 64-Bit Server VM (17.0.21+9) for linux-amd64 JRE (17.0.21+9)  | 17.0.21+9     | true
                    OpenJDK 64-Bit Server VM (17.0.21+9) for linux-amd64 JRE (17.0.21+9)  | 17.0.2        | false
                    OpenJDK 64-Bit Server VM (17.0.21+9) for linux-amd64 JRE (17.0.21+9)  | 25.0.3+9-LTS  | false
                    OpenJDK 64-Bit Server VM (25.0.3+9-LTS) for linux-amd64               | 25.0.3+9-LTS  | true
                    ''                                                                    | 17.0.21+9     | false
                    """)
    void anArchiveIsOfTheJvmThatItNames(String header, String version, boolean fits) throws IOException {
        // Given
        Path file = folder.resolve("app-cds.jsa");
        Files.write(file, ("\0\1\2" + header + "\0").getBytes(StandardCharsets.ISO_8859_1));

        // When
        boolean answer = new ClassDataArchive(file).isOf(version);

        // Then
        assertEquals(fits, answer);
    }

    @Test
    void aMissingArchiveIsOfNoJvm() throws IOException {
        assertFalse(new ClassDataArchive(folder.resolve("app-cds.jsa")).isOfThisJvm());
    }

    @Test
    void anArchiveThatThisJvmWroteIsItsOwn() throws IOException, InterruptedException {
        // Given
        Path file = folder.resolve("own.jsa");
        Process jvm = new ProcessBuilder(
                        Java.executable().toString(),
                        "-XX:ArchiveClassesAtExit=" + file,
                        "-cp",
                        folder.toString(),
                        "-version")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();

        // When
        boolean ended = jvm.waitFor(60, TimeUnit.SECONDS);

        // Then
        assertTrue(ended);
        assertTrue(new ClassDataArchive(file).isOfThisJvm(), Files.readString(folder.resolve("log")));
    }
}
