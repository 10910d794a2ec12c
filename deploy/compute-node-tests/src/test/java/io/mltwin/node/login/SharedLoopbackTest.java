package io.mltwin.node.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.node.NodeMain;
import io.mltwin.node.login.LoginServer.LoginAccount;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.SandboxNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node in a container, whose loopback address is that of all scripts, and whose way out is another container. */
class SharedLoopbackTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "'8441,8444', https://packages.example/simple, packages.example:443, false",
                "'8441,8444', none, *, false",
                "'8441,8444', /wheels, '', false",
                "'8441,8444,3128', https://packages.example/simple, '', true",
                "'8441,8444,3128', none, '', true"
            })
    void proxyAmongThePlatformsPortsIsTheWayToPackages(String ports, String index, String hosts, boolean needsProxy)
            throws IOException {
        // Given
        Map<String, String> variables = new TreeMap<>(Map.of(
                "MLTWIN_NODE_ID",
                "node1",
                "MLTWIN_NODE_SERVICE",
                "https://localhost:8444",
                "MLTWIN_NODE_FOLDER",
                "/nodes/node1",
                "SSL_CERT_FILE",
                "/ca.pem",
                "MLTWIN_NODE_PORTS",
                ports));
        if (index != null) {
            variables.put("MLTWIN_NODE_PYTHON_INDEX", index);
        }

        // When
        NodeSettings settings = NodeSettings.of(variables, "secret");

        // Then
        assertThat(settings.packageHosts().stream().limit(1).toList())
                .isEqualTo(hosts.isEmpty() ? List.of() : List.of(hosts));
        assertThat(settings.needsProxy(SandboxNetwork.NONE)).isEqualTo(needsProxy);
    }

    /** What the program of the proxy is started with. */
    @ParameterizedTest
    @CsvSource({
        "https://packages.example/simple, packages.example:443",
        "http://127.0.0.1:3141/, 127.0.0.1:3141",
        "https://pypi.org/simple, pypi.org:443 files.pythonhosted.org:443",
        "/wheels, ''"
    })
    void nodeSaysWhereItsProxyWouldLead(String index, String hosts) throws Exception {
        Process asked = start(index);

        assertThat(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(hosts + "\n");
        assertThat(asked.waitFor()).isZero();
    }

    @ParameterizedTest
    @CsvSource("https://user:word@packages.example/simple")
    void proxyDoesNotStartForAnIndexWithAPassword(String index) throws Exception {
        Process asked = start(index);
        asked.getInputStream().transferTo(new ByteArrayOutputStream());

        assertThat(asked.waitFor()).isNotZero();
    }

    private static Process start(String index) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName(),
                        "--package-hosts")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("MLTWIN_NODE_PYTHON_INDEX", index);
        return builder.start();
    }

    @ParameterizedTest
    @CsvSource({"true, SSH-2.0", "false, ''"})
    void sshServerSpeaksToNoScript(boolean admitted, String greeting) throws Exception {
        // Given
        LoginAccount account = new LoginAccount("azureuser", "a long word", null);
        List<Socket> clients = new ArrayList<>();
        LoginServer server = LoginServer.start(
                account, new LoginSandbox(null, null, "azureuser", Map.of()), (caller, called) -> admitted, line -> {});

        // When, Then
        try {
            for (int i = 0; i < (admitted ? 1 : 50); i++) {
                Socket client = new Socket("127.0.0.1", server.port());
                clients.add(client);
                client.setSoTimeout(20_000);
                assertThat(new String(client.getInputStream().readNBytes(7), StandardCharsets.US_ASCII))
                        .isEqualTo(greeting);
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }
}
