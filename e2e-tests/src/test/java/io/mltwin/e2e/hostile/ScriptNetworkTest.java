package io.mltwin.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.e2e.fixtures.SnapshotScript;
import io.mltwin.e2e.platform.ScriptPlace;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What a training script reaches, on processes and in containers: the platform, and no address of
 * the machine, of its networks, of the stores and of other runs, by itself or by pip's proxy.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Order(6)
class ScriptNetworkTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String CLUSTER =
            "network-" + UUID.randomUUID().toString().substring(0, 8);

    private final List<AutoCloseable> open = new ArrayList<>();
    private Map<String, String> reached;
    private String neighbour;

    @BeforeAll
    void runNextToAnother() throws Exception {
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        String workspace = PLATFORM.flows().workspaceId();
        String token = azure.armToken("contributor");
        Map<String, Object> size = Map.of("minNodeCount", 0, "maxNodeCount", 2, "nodeIdleTimeBeforeScaleDown", "PT30S");
        Map<String, Object> properties = Map.of("vmSize", "STANDARD_DS2_V2", "scaleSettings", size);
        azure.await(
                client,
                client.json(
                                "PUT",
                                azure.arm(workspace + "/computes/" + CLUSTER),
                                token,
                                Map.of(
                                        "location",
                                        "eastus",
                                        "properties",
                                        Map.of("computeType", "AmlCompute", "properties", properties)))
                        .expect(200, 201, 202),
                token);
        ScriptPlace place = PLATFORM.platform().scriptPlace();
        SnapshotScript asking = script(token, workspace, "neighbour.py");
        SnapshotScript trying = script(token, workspace, "reached.py");
        CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> run(asking, List.of(place.folder())));
        await().atMost(PATIENCE).until(() -> other.isDone() || place.holds("started"));
        List<String> arguments = new ArrayList<>();
        arguments.add(Stream.of(PlatformService.values())
                .map(service ->
                        Integer.toString(PLATFORM.platform().settings().ports().of(service)))
                .collect(Collectors.joining(",")));
        arguments.addAll(addresses());
        String seen = run(trying, arguments);
        place.put("done");
        neighbour = other.join();
        reached = new LinkedHashMap<>();
        seen.lines()
                .forEach(line -> reached.put(
                        line.substring(0, line.lastIndexOf(' ')), line.substring(line.lastIndexOf(' ') + 1)));
    }

    @AfterAll
    void closeAndDelete() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        Azure azure = PLATFORM.azure();
        PLATFORM.flowClient()
                .json(
                        "DELETE",
                        azure.arm(PLATFORM.flows().workspaceId() + "/computes/" + CLUSTER)
                                + "&underlyingResourceAction=Delete",
                        azure.armToken("contributor"),
                        null)
                .expect(200, 202, 204);
    }

    @Test
    void aScriptReachesThePlatformAlone() throws Exception {
        assertThat(reached).hasSizeGreaterThan(20);
        assertThat(reached.entrySet().stream()
                        .filter(each -> each.getValue().equals("yes"))
                        .map(Map.Entry::getKey))
                .as(reached.toString())
                .containsExactly(platform());
    }

    /** It holds a hundred connections to each port of the loopback address that it sees. */
    @Test
    void anotherRunsIdentityEndpointAnswersThatRunMeanwhile() {
        // in a network of its own it sees none
        assertThat(Integer.parseInt(reached.get("flooded")))
                .isGreaterThanOrEqualTo(Target.chosen() == Target.COMPOSE ? 1 : 0);
        assertThat(neighbour).as("failed of asked; " + reached.get("flooded")).matches("0 of [0-9]{2,}\\n");
    }

    private static String platform() {
        return "tcp=127.0.0.1:" + PLATFORM.platform().settings().ports().of(PlatformService.IDENTITY);
    }

    private List<String> addresses() throws Exception {
        int loopback = listen("127.0.0.1");
        int anywhere = listen("0.0.0.0");
        String name = "mltwin-" + UUID.randomUUID();
        listenAtName(name);
        List<String> all = new ArrayList<>(List.of(
                platform(),
                "tcp=127.0.0.1:" + loopback,
                "tcp=127.0.0.2:" + anywhere,
                "tcp=host.docker.internal:" + anywhere,
                "gateway=" + anywhere,
                "tcp=169.254.169.254:80",
                "tcp=1.1.1.1:443",
                "tcp=192.168.0.1:80",
                "tcp=10.0.0.1:443",
                "tcp=postgres:5432",
                "tcp=kafka:9092",
                "tcp=egress:3128",
                "tcp=operator:8441",
                "tcp=" + PLATFORM.platform().databaseAddress(),
                "tcp=" + PLATFORM.platform().brokerAddress(),
                "abstract=" + name,
                "unix=/mltwin/egress/proxy",
                "unix=/var/run/docker.sock",
                "proxy=169.254.169.254:80",
                "proxy=127.0.0.1:" + loopback,
                "proxy=localhost:80",
                "proxy=10.0.0.1:443",
                "proxy=host.docker.internal:" + anywhere,
                "proxy=identity-service:443",
                "proxy=" + PLATFORM.platform().databaseAddress()));
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .forEach(machine -> all.addAll(List.of(
                        "tcp=" + machine + ":" + anywhere,
                        "proxy=" + machine + ":" + anywhere,
                        "proxy=" + machine + ":80")));
        return all;
    }

    private int listen(String address) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName(address));
        open.add(listener);
        return listener.getLocalPort();
    }

    /** At an abstract name, which a network of its own hides. */
    private void listenAtName(String name) throws IOException {
        Process listener = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-c",
                        "import socket, sys\ns = socket.socket(socket.AF_UNIX)\ns.bind('\\0' + sys.argv[1]); s.listen()\n"
                                + "print('listens', flush=True)\nsys.stdin.read()",
                        name)
                .start();
        open.add(listener::destroyForcibly);
        assertThat(listener.inputReader().readLine()).isEqualTo("listens");
    }

    private static SnapshotScript script(String token, String workspace, String file) throws IOException {
        SnapshotScript script = new SnapshotScript(PLATFORM, token, workspace, "network", file);
        script.save(Files.readString(Path.of("src/test/resources/scripts", file), StandardCharsets.UTF_8));
        return script;
    }

    private static String run(SnapshotScript script, List<String> arguments) {
        try {
            return script.run(CLUSTER, null, arguments);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
