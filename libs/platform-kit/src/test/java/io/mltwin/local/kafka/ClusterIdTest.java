package io.mltwin.local.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.kafka.BrokerSettings.ClusterId;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterIdTest {
    private static final int FOLDERS = 2_000;

    @Test
    void noFoldersIdLooksLikeAnOptionOfKafkasTools() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < FOLDERS; i++) {
            String id = ClusterId.of(Path.of("/tmp/data" + i));
            assertTrue(id.matches("[A-Za-z0-9][A-Za-z0-9_-]{21}"), id);
            ids.add(id);
        }
        assertEquals(FOLDERS, ids.size());
    }

    @Test
    void aFolderKeepsItsId() {
        assertEquals(ClusterId.of(Path.of("/tmp/data")), ClusterId.of(Path.of("/tmp/data")));
    }
}
