package io.mltwin.local.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.encoding.Sha256;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleBrowserTest {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Path PROFILE = Path.of("/data/browser");
    private static final String URL = "https://console.mltwin.localhost:8446/flow";

    @Test
    void trustsTheKeysOfTheServersAndNoOthers() throws Exception {
        // Given
        PublicKey first = key();
        PublicKey second = key();

        // When
        List<String> line = line(Set.of(first, second), "mltwin.localhost", true);

        // Then
        String pins = Stream.of(first, second)
                .map(key -> Sha256.hash(key.getEncoded()))
                .map(Base64.getEncoder()::encodeToString)
                .sorted()
                .collect(Collectors.joining(","));
        assertEquals(
                List.of(
                        "/usr/bin/chromium",
                        "--user-data-dir=/data/browser",
                        "--ignore-certificate-errors-spki-list=" + pins,
                        "--no-first-run",
                        "--no-default-browser-check",
                        "--new-window",
                        URL),
                line);
        assertTrue(line.stream().noneMatch("--ignore-certificate-errors"::equals));
    }

    @ParameterizedTest
    @CsvSource({
        "mltwin.localhost, true, false",
        "mltwin.localhost, false, false",
        "twin.example.test, true, false",
        "twin.example.test, false, true",
    })
    void isToldWhereNamesAreThatDoNotResolve(String base, boolean resolves, boolean told) throws Exception {
        // When
        List<String> line = line(Set.of(key()), base, resolves);

        // Then
        assertEquals(told, line.contains("--host-resolver-rules=MAP *." + base + " 127.0.0.1"));
    }

    private static List<String> line(Set<PublicKey> keys, String base, boolean resolves) {
        return new ConsoleBrowser(PROFILE, keys, base, resolves).commandLine(PROGRAM, URL);
    }

    private static PublicKey key() throws Exception {
        return KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();
    }
}
