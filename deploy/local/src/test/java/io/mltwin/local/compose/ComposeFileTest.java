package io.mltwin.local.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docker-compose.yml must agree on with the launcher, and whom it shows what. */
class ComposeFileTest {
    private static final Pattern NAME = Pattern.compile("  ([a-z-]+):");
    private static final Pattern MOUNT = Pattern.compile("([a-z-]+):/mltwin/([a-z/-]+)");

    /** Service to its lines. */
    private final Map<String, List<String>> services = new LinkedHashMap<>();

    @BeforeEach
    void read() throws IOException {
        String text = Files.readString(Checkout.find().root().resolve("docker-compose.yml"));
        String name = null;
        for (String line : text.substring(text.indexOf("\nservices:"), text.indexOf("\nvolumes:"))
                .lines()
                .toList()) {
            if (NAME.matcher(line).matches()) {
                name = line.strip().replace(":", "");
                services.put(name, new ArrayList<>());
            } else if (name != null) {
                services.get(name).add(line);
            }
        }
    }

    @Test
    void theAuthoritysKeyIsMountedByTrustAlone() {
        assertEquals(List.of("trust"), mounting("ca"));
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void aPrivateVolumeIsMountedByItsServiceAlone(PlatformService service) {
        assertEquals(List.of("trust", service.module()), mounting("private-" + service.key()));
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void aServiceRunsAsTheUserThatOwnsItsVolume(PlatformService service) {
        String all = String.join("\n", services.get(service.module()));
        assertTrue(all.contains("SERVICE: " + service.key() + ", UID: " + ComposeLayout.uid(service.key())), all);
    }

    @Test
    void hostOfWebServicesMountsItsSecretAloneAndReachesNoStore() {
        assertEquals(List.of("trust", "scoring-hosts"), mounting("private-scoring-hosts"));
        assertTrue(services.get("scoring-hosts").contains("    networks: [hosts]"));
        for (String store : List.of("postgres", "kafka")) {
            assertTrue(
                    services.get(store).stream().noneMatch(line -> line.strip().startsWith("networks:")), store);
        }
    }

    @Test
    void theSixPortsArePublishedOnLoopbackOnly() {
        List<String> published = services.values().stream()
                .flatMap(List::stream)
                .filter(line -> line.strip().startsWith("ports:"))
                .map(String::strip)
                .toList();
        List<String> wanted = List.of(PlatformService.values()).stream()
                .map(ComposeLayout.PORTS::of)
                .map(port -> "ports: [" + published(port) + "]")
                .map(line -> line.contains(":8442:") ? line.replace("]", ", " + published(8480) + "]") : line)
                .toList();
        assertEquals(new TreeSet<>(wanted), new TreeSet<>(published));
    }

    private static String published(int port) {
        return "\"127.0.0.1:" + port + ":" + port + "\"";
    }

    private List<String> mounting(String volume) {
        return services.entrySet().stream()
                .filter(service -> service.getValue().stream()
                        .flatMap(line -> MOUNT.matcher(line).results())
                        .map((MatchResult mount) -> mount.group(1))
                        .anyMatch(volume::equals))
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
    }
}
