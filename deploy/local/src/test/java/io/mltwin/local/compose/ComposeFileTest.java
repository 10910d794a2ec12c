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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What docker-compose.yml must agree on with the launcher, and whom it shows what. */
class ComposeFileTest {
    private static final Pattern NAME = Pattern.compile("^  ([a-z-]+):(.*)$");
    private static final Pattern MOUNT = Pattern.compile("([a-z-]+):/mltwin/([a-z/-]+)");

    /** Service to its lines. */
    private final Map<String, List<String>> services = new LinkedHashMap<>();

    private final Map<String, List<String>> networks = new LinkedHashMap<>();
    private String text;

    @BeforeEach
    void read() throws IOException {
        text = Files.readString(Checkout.find().root().resolve("docker-compose.yml"));
        sections("\nservices:", "\nvolumes:", services);
        sections("\nnetworks:", "", networks);
    }

    private void sections(String from, String to, Map<String, List<String>> all) {
        String name = null;
        for (String line : text.substring(text.indexOf(from), to.isEmpty() ? text.length() : text.indexOf(to))
                .lines()
                .toList()) {
            MatchResult section = NAME.matcher(line).results().findFirst().orElse(null);
            if (section != null) {
                name = section.group(1);
                all.put(name, new ArrayList<>(List.of(section.group(2))));
            } else if (name != null) {
                all.get(name).add(line);
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
    void hostsOfScriptsMountTheirSecretAlone() {
        assertEquals(List.of("trust", "scoring-hosts"), mounting("private-scoring-hosts"));
        assertEquals(List.of("trust", "compute-nodes"), mounting("private-compute-nodes"));
    }

    /** A service that says nothing of networks is in default alone; one of the six says it in the template. */
    @ParameterizedTest
    @CsvSource({
        "default, 'identity-service, workspace-service, keyvault-service, compute-service, scoring-service, telemetry-service,"
                + " postgres, kafka, operator, demo, inference'",
        "hosts, 'identity-service, workspace-service, keyvault-service, compute-service, scoring-service, telemetry-service,"
                + " scoring-hosts'",
        "nodes, 'identity-service, workspace-service, keyvault-service, compute-service, scoring-service, telemetry-service,"
                + " compute-nodes'",
        "outside, egress",
        "none, trust"
    })
    void aNetworkConnectsTheseAlone(String network, String members) {
        assertEquals(
                new TreeSet<>(List.of(members.split(", "))),
                services.keySet().stream()
                        .filter(service -> networksOf(service).contains(network))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @CsvSource({"default, false", "hosts, true", "nodes, true", "outside, false"})
    void networksOfScriptsHaveNoWayOutAndNoAddressOfTheMachine(String network, boolean closed) {
        assertEquals(Set.of("default", "hosts", "nodes", "outside"), networks.keySet());
        List<String> lines = networks.get(network);
        assertEquals(
                closed,
                lines.get(0).equals(" *closed")
                        || lines.get(0).equals(" &closed")
                                && lines.contains("    internal: true")
                                && lines.contains(
                                        "    driver_opts: {com.docker.network.bridge.inhibit_ipv4: \"true\"}"));
    }

    /** pip's way out: it has no other volume, and no container but that of nodes sees its socket. */
    @Test
    void theProxyForPackagesIsReachedBySocketFromTheNodesAlone() {
        assertEquals(List.of("egress", "compute-nodes"), mounting("data-egress"));
        assertEquals(
                1,
                services.get("egress").stream()
                        .flatMap(line -> MOUNT.matcher(line).results())
                        .count());
        assertTrue(services.get("compute-nodes").stream()
                .anyMatch(line -> line.contains("MLTWIN_HOST_PEERS:") && line.contains(",/mltwin/egress/proxy:3128")));
        assertTrue(services.get("scoring-hosts").stream().noneMatch(line -> line.contains("egress")));
    }

    private List<String> networksOf(String service) {
        List<String> lines = services.get(service);
        String said = lines.stream()
                .filter(line -> line.startsWith("    networks: ") || line.startsWith("    network_mode: "))
                .findFirst()
                .orElse(lines.contains("    <<: *service") ? template() : "[default]");
        return List.of(said.replaceAll("^.*: |[\\[\\]]", "").split(", "));
    }

    private String template() {
        return text.substring(text.indexOf("\nx-service:"), text.indexOf("\nx-health:"))
                .lines()
                .filter(line -> line.startsWith("  networks: "))
                .findFirst()
                .orElseThrow();
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
