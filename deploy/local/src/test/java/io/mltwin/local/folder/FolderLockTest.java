package io.mltwin.local.folder;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Preflight;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    private Path root;

    @Test
    void aSecondLauncherOnTheSameFolderIsRefused() throws IOException {
        DataFolder folder = new DataFolder(root.resolve("data"));
        Preflight.folder(folder);
        FolderLock first = FolderLock.take(folder);
        RefusalException refusal = assertThrows(RefusalException.class, () -> FolderLock.take(folder));
        assertTrue(refusal.getMessage().startsWith("mltwin is running already"), refusal.getMessage());
        first.close();
        assertDoesNotThrow(() -> FolderLock.take(folder).close());
    }
}
