package io.mltwin.local.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.FreePorts;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Signals;
import io.mltwin.local.trust.CryptoProvider;
import io.mltwin.local.trust.TrustMaterial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresPartTest {
    @TempDir
    private Path root;

    /**
     * Where a user namespace is forbidden, root starts PostgreSQL as nobody; anyone else as
     * himself.
     */
    @Test
    void itRunsAsNobodyWhereThereIsNoUserNamespace() throws Exception {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataFolder folder = new DataFolder(root.resolve("data"));
        folder.create();
        Ports ports = new Ports(FreePorts.base());
        new TrustMaterial(folder, "mltwin.localhost", Clock.systemUTC(), new SecureRandom(), CryptoProvider.load())
                .ensure(ports);
        PostgresPart part = new PostgresPart(
                folder,
                ports.postgres(),
                new PostgresBinaries(root.resolve("cache")),
                new Unprivileged(root() ? Unprivileged.Way.NOBODY : Unprivileged.Way.AS_OURSELVES));
        part.prepare();
        Process process = part.command()
                .redirectErrorStream(true)
                .redirectOutput(folder.log("postgres").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(20)).until(part::answers);
            part.provision();
            try (Connection connection = part.connect("scoring")) {
                assertTrue(connection.isValid(1));
            }
            aServiceIsAskedForItsPasswordOnTheSocketToo(folder, part);
        } finally {
            Signals.stop(process.pid(), part.stopSignal(), Duration.ofSeconds(10));
        }
        assertEquals(0, process.waitFor());
    }

    private static void aServiceIsAskedForItsPasswordOnTheSocketToo(DataFolder folder, PostgresPart part)
            throws Exception {
        String address = DatabaseAddress.of(folder, part.port(), "scoring");
        assertTrue(address.contains("socketFactory="), address);
        try (Connection connection = DriverManager.getConnection(address, "scoring", part.password("scoring"));
                ResultSet way = connection.createStatement().executeQuery("select inet_server_addr() is null")) {
            assertTrue(way.next() && way.getBoolean(1), "over TCP");
        }
        for (String password : new String[] {"", "guessed", part.password("identity")}) {
            SQLException refusal =
                    assertThrows(SQLException.class, () -> DriverManager.getConnection(address, "scoring", password));
            assertTrue(refusal.getMessage().contains("password"), refusal.getMessage());
        }
    }

    @Test
    void aPlaceThatNobodyCannotReachIsRefused() throws Exception {
        Path closed = Files.createDirectory(
                root.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        RefusalException refusal = assertThrows(
                RefusalException.class,
                () -> new Unprivileged(Unprivileged.Way.NOBODY).requireReachable(closed.resolve("data")));
        assertTrue(refusal.getMessage().contains("nobody cannot reach " + closed), refusal.getMessage());
    }

    @Test
    void severalProgramsMayUnpackAtOnce() throws Exception {
        PostgresBinaries binaries = new PostgresBinaries(root.resolve("cache"));
        CompletableFuture<Path> other = CompletableFuture.supplyAsync(() -> unchecked(binaries));
        assertEquals(unchecked(binaries), other.get());
        assertTrue(Files.isExecutable(other.get().resolve("bin/postgres")));
    }

    private static Path unchecked(PostgresBinaries binaries) {
        try {
            return binaries.folder();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean root() throws java.io.IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }
}
