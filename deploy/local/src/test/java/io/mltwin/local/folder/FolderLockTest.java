package io.mltwin.local.folder;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.layout.Preflight;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.BackgroundCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    private FolderLock lock(String name) throws IOException {
        DataFolder folder = new DataFolder(root.resolve(name));
        Preflight.folder(folder);
        return FolderLock.take(folder);
    }

    @Test
    void portsThatAnotherPlatformHasClaimedAreRefusedUntilItEnds() throws IOException {
        FolderLock first = lock("first");
        FolderLock second = lock("second");
        Ports ports = first.claimFree();
        RefusalException refusal = assertThrows(RefusalException.class, () -> second.claim(ports));
        assertTrue(
                refusal.getMessage().startsWith("Another platform starts on the ports from " + ports.base()),
                refusal.getMessage());
        first.close();
        assertDoesNotThrow(() -> second.claim(ports));
        second.close();
    }

    @Test
    void startsAtOnceClaimFreePortsThatNeverMeet() throws Exception {
        List<FolderLock> locks = new ArrayList<>();
        List<BackgroundCall<Ports>> starts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            FolderLock lock = lock("start" + i);
            locks.add(lock);
            starts.add(BackgroundCall.begin("start", lock::claimFree));
        }

        Set<Integer> taken = new HashSet<>();
        for (BackgroundCall<Ports> start : starts) {
            Ports ports = start.join();
            assertTrue(taken.add(ports.launcher()));
            ports.all().keySet().forEach(port -> assertTrue(taken.add(port), "port " + port));
        }
        for (FolderLock lock : locks) {
            lock.close();
        }
    }
}
