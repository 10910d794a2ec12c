package io.mltwin.local.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aTakenPortIsOneSentence(String address) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            RefusalException refusal = assertThrows(
                    RefusalException.class, () -> Preflight.ports(Map.of(taken.getLocalPort(), "keyvault")));
            assertEquals(
                    "Port "
                            + taken.getLocalPort()
                            + ", which keyvault needs, is taken by another program:"
                            + " end that, or choose other ports with --port-base.",
                    refusal.getMessage());
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsOneSentence() throws IOException {
        Path file = Files.createFile(root.resolve("file"));
        RefusalException refusal =
                assertThrows(RefusalException.class, () -> Preflight.folder(new DataFolder(file.resolve("below"))));
        assertTrue(
                refusal.getMessage().startsWith("The folder " + file + "/below cannot be written ("),
                refusal.getMessage());
    }

    @Test
    void aFullOrReadOnlyDiskIsOneSentence() {
        assertEquals(
                "The disk of /data is full: make room or choose another --data folder.",
                Preflight.notWritable(
                                Path.of("/data"), new FileSystemException("/data/x", null, "No space left on device"))
                        .getMessage());
        assertEquals(
                "The folder /data cannot be written (Read-only file system): choose another with --data.",
                Preflight.notWritable(
                                Path.of("/data"), new FileSystemException("/data/x", null, "Read-only file system"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "Mltwin.localhost", "a_b.localhost", "a..b", ""})
    void aDomainThatClientsRefuseIsRefused(String base) {
        assertThrows(
                RefusalException.class,
                () -> new PlatformSettings(base, new Ports(8440), "127.0.0.1", java.util.List.of(), Map.of()));
    }
}
