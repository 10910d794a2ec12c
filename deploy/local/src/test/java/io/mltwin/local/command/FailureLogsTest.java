package io.mltwin.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureLogsTest {
    @TempDir
    private Path root;

    @Test
    void theWarningsOfTheServiceTheErrorsOfOthersAndWhereAllLogsLie() throws IOException {
        // Given
        DataFolder folder = new DataFolder(root);
        folder.create();
        Files.writeString(
                folder.log("compute"), "06:00:00 INFO  [c] Node n1 starts\n06:00:01 WARN  [c] Node n1 is lost\n");
        Files.writeString(folder.log("identity"), "06:00:01 ERROR [i] it broke\n");
        Files.writeString(folder.log("workspace"), "06:00:01 WARN  [w] slow\n");

        // When
        String told = new FailureLogs(folder, Path.of("/kept")).tell(Optional.of(PlatformService.COMPUTE));

        // Then
        assertEquals("""
                  Warnings and errors in the log of compute:
                    06:00:01 WARN  [c] Node n1 is lost
                  Errors are also in the logs of identity
                  All logs: /kept, first compute.log
                  Next: see there what went wrong, and play the demo again.""".indent(2).stripTrailing(), told);
    }

    @Test
    void aServiceWithoutWarningsAndAFlowThatCalledNone() throws IOException {
        // Given
        DataFolder folder = new DataFolder(root);
        folder.create();
        Files.writeString(folder.log("compute"), "06:00:00 INFO  [c] Node n1 starts\n");
        FailureLogs logs = new FailureLogs(folder, folder.logs());

        // When
        String ofCompute = logs.tell(Optional.of(PlatformService.COMPUTE));
        String ofNone = logs.tell(Optional.empty());

        // Then
        assertEquals(
                "  Warnings and errors in the log of compute: none",
                ofCompute.lines().toList().get(0));
        assertEquals("  All logs: " + folder.logs(), ofNone.lines().toList().get(0));
    }

    @Test
    void inComposeTheLogIsDockers() {
        // Given
        FailureLogs logs = new FailureLogs(new DataFolder(root.resolve("none")), root);

        // When
        String told = logs.tell(Optional.of(PlatformService.COMPUTE));

        // Then
        assertEquals("  Its log: 'docker compose logs compute'", told);
    }
}
