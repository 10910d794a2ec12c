package io.mltwin.e2e.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.local.process.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The class-data archives that the build makes are those that the JVMs run with: one that does not
 * fit is left aside without a word, and a start then takes twice the processor time.
 */
@OnlyOn(value = Target.PROCESSES, because = "JVMs of containers have no archive")
class ClassDataArchivesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @ParameterizedTest
    @CsvSource({
        "kafka, deploy/kafka/target/kafka.jsa",
        "identity, identity-service/target/app-cds.jsa",
        "workspace, workspace-service/target/app-cds.jsa",
        "keyvault, keyvault-service/target/app-cds.jsa",
        "compute, compute-service/target/app-cds.jsa",
        "scoring, scoring-service/target/app-cds.jsa",
        "telemetry, telemetry-service/target/app-cds.jsa",
    })
    void aPartRunsWithItsArchive(String part, String archive) throws IOException {
        long pid = PidFile.read(PLATFORM.platform().folder().pid(part))
                .orElseThrow(() -> new AssertionError(part + " does not run"))
                .pid();

        assertThat(Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps")))
                .anyMatch(line -> line.endsWith("/" + archive));
    }
}
