package io.mltwin.local.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.trust.PrincipalsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComposeTrustTest {
    private static final String BASE = "mltwin.localhost";

    @TempDir
    private Path root;

    private DataFolder folder;

    @BeforeEach
    void make() throws IOException {
        folder = new DataFolder(root.resolve("volumes"));
        folder.create();
        ensure(BASE);
    }

    @Test
    void aSecondStartKeepsAll() throws IOException {
        Map<String, String> before = contents();
        ensure(BASE);
        assertEquals(before, contents());
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void aServiceIsToldTheNamesOfTheOtherContainers(PlatformService service) throws IOException {
        PrincipalsFile principals = Json.MAPPER.readValue(folder.principals().toFile(), PrincipalsFile.class);
        String address = principals.services().stream()
                .filter(entry -> entry.name().equals(service.key()))
                .findFirst()
                .orElseThrow()
                .address();
        String told = Files.readString(folder.privateOf(service.key()).resolve("service.properties"));

        assertEquals("https://" + service.key() + "-service:" + (8440 + service.portOffset()), address);
        assertTrue(told.contains("jdbc:postgresql://postgres:5432/" + service.key()), told);
        assertTrue(told.contains("bootstrap-servers=kafka:9092"), told);
        assertFalse(told.contains("localhost:84"), told);
    }

    @Test
    void theDatabaseIsGivenVerifiersAndNoPassword() throws IOException {
        String script = Files.readString(folder.privateOf("postgres").resolve("roles.sql"));
        for (PlatformService service : PlatformService.values()) {
            String password = Files.readString(folder.privateOf(service.key()).resolve("database.password"));
            assertTrue(
                    script.contains("CREATE ROLE "
                            + service.key()
                            + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD 'SCRAM-SHA-256$4096:"),
                    script);
            assertFalse(script.contains(password.strip()), service.key());
        }
    }

    @Test
    void anotherDomainIsRefusedOnceThereIsData() {
        RefusalException refusal = assertThrows(RefusalException.class, () -> ensure("twin.example.test"));
        assertTrue(refusal.getMessage().contains("MLTWIN_BASE=" + BASE), refusal.getMessage());
    }

    @Test
    void lostRootKeysAreRefused() throws IOException {
        Files.delete(folder.privateOf("keyvault").resolve("root-keys.json"));
        RefusalException refusal = assertThrows(RefusalException.class, () -> ensure(BASE));
        assertTrue(refusal.getMessage().contains("root-keys.json are missing"));
    }

    private void ensure(String base) throws IOException {
        new ComposeTrust(folder, Checkout.find().fixture(), Clock.systemUTC(), new SecureRandom()).ensure(base);
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
