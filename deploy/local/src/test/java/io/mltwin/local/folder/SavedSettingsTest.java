package io.mltwin.local.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Preflight;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedSettingsTest {
    @TempDir
    private Path root;

    @Test
    void anotherDomainForTheSameDataIsRefused() throws IOException {
        DataFolder folder = new DataFolder(root.resolve("data"));
        Preflight.folder(folder);
        new SavedSettings("one.localhost", 9000, false).write(folder);
        assertEquals(new SavedSettings("one.localhost", 9000, false), SavedSettings.choose(folder, null, null, false));
        assertEquals(9100, SavedSettings.choose(folder, null, 9100, false).portBase());
        RefusalException refusal =
                assertThrows(RefusalException.class, () -> SavedSettings.choose(folder, "two.localhost", null, false));
        assertTrue(refusal.getMessage().contains("was made for the domain one.localhost"), refusal.getMessage());
    }
}
