package io.mltwin.local.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustMaterialTest {
    private static final Ports PORTS = new Ports(8440);

    @TempDir
    private static Path original;

    @TempDir
    private Path root;

    private DataFolder folder;

    /** Once: its keys take a second. */
    @BeforeAll
    static void make() throws IOException {
        DataFolder made = new DataFolder(original.resolve("data-folder"));
        made.create();
        ensure(made, Clock.systemUTC());
    }

    /** Each test changes a copy. */
    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.skip(1).toList()) {
                Files.copy(file, root.resolve(original.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        folder = new DataFolder(root.resolve("data-folder"));
    }

    @Test
    void everythingIsKeptBetweenStarts() throws IOException {
        Map<String, String> before = contents();
        ensure(Clock.systemUTC());
        assertEquals(before, contents());
    }

    @Test
    void everyServiceHasAllItsFiles() {
        for (String service : new String[] {"identity", "workspace", "keyvault", "compute", "scoring", "telemetry"}) {
            for (String file : new String[] {
                "tls.pem",
                "tls-key.pem",
                "client.pem",
                "client-key.pem",
                "root-keys.json",
                "database.password",
                "kafka.pem"
            }) {
                assertTrue(Files.exists(folder.privateOf(service).resolve(file)), service + "/" + file);
            }
        }
    }

    @Test
    void theKeyOfTheConsoleLiesWithItsHostAlone() throws IOException {
        try (Stream<Path> files = Files.walk(folder.root())) {
            assertEquals(
                    List.of(folder.privateOf("telemetry").resolve("console-key.pem")),
                    files.filter(file -> file.getFileName().toString().equals("console-key.pem"))
                            .toList());
        }
    }

    @Test
    void aFolderOfBeforeTheConsoleGetsItsKeyAndKeepsAllElse() throws IOException {
        Map<String, String> before = contents();
        Files.delete(folder.privateOf("telemetry").resolve("console.pem"));
        Files.delete(folder.privateOf("telemetry").resolve("console-key.pem"));
        PrincipalsFile now = principals();
        Files.writeString(
                folder.principals(),
                Json.MAPPER.writeValueAsString(
                        new PrincipalsFile(now.tenantId(), now.services(), now.administrator(), null)));

        ensure(Clock.systemUTC());

        PrincipalsFile.Console console = principals().console();
        assertEquals("mltwin console", console.displayName());
        assertEquals(Files.readString(folder.privateOf("telemetry").resolve("console.pem")), console.certificate());
        Map<String, String> after = contents();
        for (String made : List.of(
                "private/telemetry/console.pem", "private/telemetry/console-key.pem", "trust/principals.json")) {
            assertNotEquals(before.remove(made), after.remove(made), made);
        }
        assertEquals(before, after);
    }

    @Test
    void theConsoleIsNoneOfTheServices() throws IOException {
        PrincipalsFile principals = principals();
        assertTrue(principals.services().stream()
                .noneMatch(service -> service.applicationId()
                                .equals(principals.console().applicationId())
                        || service.certificate().equals(principals.console().certificate())));
    }

    private PrincipalsFile principals() throws IOException {
        return Json.MAPPER.readValue(folder.principals().toFile(), PrincipalsFile.class);
    }

    @Test
    void nothingSecretIsReadableByOthers() throws IOException {
        DataFolder folder = new DataFolder(original.resolve("data-folder"));
        try (Stream<Path> files =
                Stream.concat(Files.walk(folder.root().resolve("private")), Files.walk(folder.authority()))) {
            for (Path file : files.toList()) {
                String expected = Files.isDirectory(file) ? "rwx------" : "rw-------";
                assertEquals(
                        expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
            }
        }
        String administrator =
                new CredentialsFile(folder).read().administrator().secret();
        assertFalse(Files.readString(folder.principals()).contains(administrator));
    }

    @Test
    void aMissingLeafIsMadeAnewAndTheOthersStay() throws IOException {
        Map<String, String> before = contents();
        Files.delete(folder.privateOf("scoring").resolve("tls.pem"));
        ensure(Clock.systemUTC());
        Map<String, String> after = contents();
        assertNotEquals(before.remove("private/scoring/tls.pem"), after.remove("private/scoring/tls.pem"));
        assertNotEquals(before.remove("private/scoring/tls-key.pem"), after.remove("private/scoring/tls-key.pem"));
        assertEquals(before, after);
    }

    @Test
    void aLeafNearItsEndIsMadeAnew() throws IOException {
        String before = Files.readString(folder.privateOf("scoring").resolve("tls.pem"));
        ensure(Clock.offset(Clock.systemUTC(), Duration.ofDays(1800)));
        assertNotEquals(before, Files.readString(folder.privateOf("scoring").resolve("tls.pem")));
    }

    @Test
    void lostRootKeysAreRefusedOnceThereIsData() throws IOException {
        Files.createDirectories(folder.dataOf("postgres"));
        Files.createFile(folder.dataOf("postgres").resolve("PG_VERSION"));
        Files.delete(folder.privateOf("keyvault").resolve("root-keys.json"));
        RefusalException refusal = assertThrows(RefusalException.class, () -> ensure(Clock.systemUTC()));
        assertTrue(refusal.getMessage().contains("keyvault/root-keys.json are missing"), refusal.getMessage());
    }

    @Test
    void aDatabaseInTheMakingIsNoDataOfLostRootKeys() throws IOException {
        Files.createDirectories(folder.dataOf("postgres"));
        Files.createFile(folder.dataOf("postgres").resolve("PG_VERSION"));
        Files.delete(folder.privateOf("keyvault").resolve("root-keys.json"));
        TrustMaterial trust = new TrustMaterial(
                folder, "mltwin.localhost", Clock.systemUTC(), new SecureRandom(), CryptoProvider.load());
        assertThrows(RefusalException.class, () -> trust.ensure(PORTS, trust.dataExists()));
        trust.ensure(PORTS, false);
        assertTrue(Files.exists(folder.privateOf("keyvault").resolve("root-keys.json")));
    }

    private void ensure(Clock clock) throws IOException {
        ensure(folder, clock);
    }

    private static void ensure(DataFolder folder, Clock clock) throws IOException {
        new TrustMaterial(folder, "mltwin.localhost", clock, new SecureRandom(), CryptoProvider.load()).ensure(PORTS);
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.root().relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
