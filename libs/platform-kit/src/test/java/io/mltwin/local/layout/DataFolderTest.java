package io.mltwin.local.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path root;

    @Test
    void keptLogsOutliveTheFolder() throws IOException {
        // Given
        DataFolder folder = new DataFolder(root.resolve("data"));
        folder.create();
        Files.writeString(folder.log("identity"), "it broke");

        // When
        Path kept = folder.keepLogs();
        folder.delete();

        // Then
        assertFalse(Files.exists(folder.root()));
        assertEquals(root.resolve("data-logs"), kept);
        assertEquals("it broke", Files.readString(kept.resolve("identity.log")));
    }
}
