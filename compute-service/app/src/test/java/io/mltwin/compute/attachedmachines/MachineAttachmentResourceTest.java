package io.mltwin.compute.attachedmachines;

import static io.mltwin.compute.attachedmachines.MachineWorkspace.PASSWORD;
import static io.mltwin.compute.attachedmachines.MachineWorkspace.USERNAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.encoding.PemKeys;
import io.mltwin.machine.VirtualMachine;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** KVT-05 to KVT-07: the key of an attached machine, and what becomes of the credential. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MachineAttachmentResourceTest {

    private static final String OWNERS = "ssh-rsa AAAAB3NzaC1yc2E= owner";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @TempDir
    Path folder;

    private MachineWorkspace workspace;
    private TestMachineVault vault;
    private VirtualMachine machine;

    @BeforeEach
    void aMachine() throws IOException {
        workspace = new MachineWorkspace(calls, issuer, service);
        vault = new TestMachineVault(calls);
        machine = start("one", 0);
    }

    @AfterEach
    void end() throws IOException {
        machine.close();
    }

    private VirtualMachine start(String name, int port) throws IOException {
        return VirtualMachine.start(
                new VirtualMachine.Settings(port, folder.resolve(name), USERNAME, PASSWORD, System.getenv("PATH")));
    }

    private String comment() {
        return "azureml:" + workspace.name() + "/vm1";
    }

    /** Everything that the service's database holds, as text. */
    private String stored() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in"
                            + " ('pg_catalog', 'information_schema')")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
                    while (rows.next()) {
                        all.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }

    @Test
    void attachingAuthorizesAKeyOfAzureMachineLearnings() throws Exception {
        // Given
        machine.authorize(List.of(OWNERS));

        // When
        workspace
                .attach("vm1", machine)
                .statusCode(201)
                .body("properties.isAttachedCompute", equalTo(true))
                .body("properties.properties.administratorAccount", equalTo(Map.of("username", USERNAME)));

        // Then
        List<String> keys = MachineWorkspace.ours(machine);
        assertThat(machine.authorizedLines()).contains(OWNERS).hasSize(2);
        assertThat(keys).singleElement().asString().endsWith(" " + comment());
        assertThat(vault.secrets()).hasSize(1);
        workspace
                .get("vm1")
                .statusCode(200)
                .body(not(containsString(PASSWORD)))
                .body("properties.properties.administratorAccount.password", nullValue());
        workspace
                .send("POST", "/computes/vm1/listKeys", null)
                .statusCode(200)
                .body("computeType", equalTo("VirtualMachine"))
                .body("administratorAccount", equalTo(Map.of("username", USERNAME, "publicKeyData", keys.get(0))));

        workspace.attach("vm2", machine).statusCode(201);
        assertThat(MachineWorkspace.ours(machine)).hasSize(2).doesNotHaveDuplicates();
        assertThat(vault.secrets().values()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void machinesThatDoNotAnswerKeepNoOtherWorkspaceFromItsOwn() throws Exception {
        // Given: four requests that wait for servers that accept and say nothing
        MachineWorkspace other = new MachineWorkspace(calls, issuer, service);
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        List<Socket> accepted = new ArrayList<>();
        try (ServerSocket stuck = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                String name = "stuck" + i;
                waiting.add(CompletableFuture.supplyAsync(() -> workspace
                        .attach(name, stuck.getLocalPort(), USERNAME, "'password':'x'")
                        .extract()
                        .statusCode()));
                accepted.add(stuck.accept());
            }

            // When
            long start = System.nanoTime();
            workspace
                    .attach("vm1", machine)
                    .statusCode(429)
                    .header("Retry-After", "10")
                    .body("error.code", equalTo("TooManyRequests"));
            workspace.get("vm1").statusCode(404);
            Duration refused = Duration.ofNanos(System.nanoTime() - start);
            other.attach("vm1", machine).statusCode(201);

            // Then
            assertThat(refused).isLessThan(Duration.ofSeconds(5));
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        } finally {
            for (Socket socket : accepted) {
                socket.close();
            }
        }
        assertThat(waiting)
                .allSatisfy(one -> assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(400));
        workspace.attach("vm1", machine).statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theCredentialIsNowhere(boolean withKey) throws Exception {
        // Given
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        machine.authorize(List.of(PublicKeyEntry.toString(pair.getPublic())));
        String pem = PemKeys.toPem(pair.getPrivate());
        String credential =
                withKey ? "'privateKeyData':'" + pem.replace("\n", "\\n") + "'" : "'password':'" + PASSWORD + "'";

        // When
        workspace.attach("vm1", machine.port(), USERNAME, credential).statusCode(201);

        // Then
        String line = pem.lines().skip(5).findFirst().orElseThrow();
        String key = vault.secrets().values().iterator().next();
        assertThat(stored()).contains(comment()).doesNotContain(PASSWORD, line, key.substring(40, 80));
        assertThat(calls.received("keyvault"))
                .noneMatch(request ->
                        request.text().contains(PASSWORD) || request.text().contains(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "azureuser | 'password':'wrong'           | ComputeAttachFailed   | did not accept",
                "root      | 'password':'Secret-of-the-administrator-1' | ComputeAttachFailed | did not accept",
                "azureuser | 'privateKeyData':'-----'     | InvalidRequestContent | no private key",
                "a b       | 'password':'p'               | InvalidRequestContent | no name of an account"
            })
    void whatTheMachineRefusesLeavesNothing(String username, String credential, String code, String message)
            throws Exception {
        workspace
                .attach("vm1", machine.port(), username, credential)
                .statusCode(400)
                .body("error.code", equalTo(code))
                .body("error.message", containsString(message));

        workspace.get("vm1").statusCode(404);
        assertThat(machine.authorizedLines()).isEmpty();
        assertThat(vault.secrets()).isEmpty();
        assertThat(stored()).doesNotContain(comment());
    }

    @Test
    void whereNoMachineAnswersNothingIsAttached() throws Exception {
        int port = machine.port();
        machine.close();

        workspace
                .attach("vm1", port, USERNAME, "'password':'p'")
                .statusCode(400)
                .body("error.code", equalTo("ComputeAttachFailed"))
                .body("error.message", containsString("No SSH server answers at 127.0.0.1:" + port))
                .body("error.target", equalTo("properties.properties.address"));

        workspace.get("vm1").statusCode(404);
    }

    @Test
    void aVaultThatRefusesLeavesNoKeyOnTheMachine() throws Exception {
        vault.close();

        workspace.attach("vm1", machine).statusCode(502).body("error.code", equalTo("KeyVaultError"));

        assertThat(MachineWorkspace.ours(machine)).isEmpty();
        workspace.get("vm1").statusCode(404);
    }

    @Test
    void attachingAgainReplacesTheKey() throws Exception {
        workspace.attach("vm1", machine).statusCode(201);
        String first = MachineWorkspace.ours(machine).get(0);
        String firstSecret = vault.secrets().keySet().iterator().next();

        workspace.attach("vm1", machine).statusCode(200);

        assertThat(MachineWorkspace.ours(machine)).hasSize(1).doesNotContain(first);
        assertThat(vault.secrets()).hasSize(1).doesNotContainKey(firstSecret);
        assertThat(vault.deleted()).isEmpty();
    }

    @Test
    void withoutACredentialTheMachineStaysTheSame() throws Exception {
        // Given
        workspace.attach("vm1", machine).statusCode(201);
        List<String> before = MachineWorkspace.ours(machine);

        // When
        workspace.attach("vm1", machine.port(), USERNAME, "").statusCode(200);
        workspace
                .attach("vm1", machine.port() + 1, USERNAME, "")
                .statusCode(400)
                .body("error.message", containsString("neither was stored"));
        workspace.attach("vm1", machine.port(), "root", "").statusCode(400);

        // Then
        assertThat(MachineWorkspace.ours(machine)).isEqualTo(before);
        workspace.get("vm1").body("properties.properties.sshPort", equalTo(machine.port()));
    }

    @Test
    void anotherMachineAtTheAddressIsRefusedUntilItIsDetached() throws Exception {
        // Given
        workspace.attach("vm1", machine).statusCode(201);
        int port = machine.port();
        machine.close();
        machine = start("made again", port);

        // When
        workspace.attach("vm1", machine).statusCode(400).body("error.message", containsString("another host key"));
        assertThat(MachineWorkspace.ours(machine)).isEmpty();

        // Then
        workspace.detach("vm1").statusCode(202);
        workspace.attach("vm1", machine).statusCode(201);
        assertThat(MachineWorkspace.ours(machine)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void detachingRemovesTheKeyWhereTheMachineIsReached(boolean reached) throws Exception {
        // Given
        machine.authorize(List.of(OWNERS));
        workspace.attach("vm1", machine).statusCode(201);
        if (!reached) {
            machine.close();
        }

        // When
        workspace.detach("vm1").statusCode(202);

        // Then
        assertThat(machine.authorizedLines()).contains(OWNERS).hasSize(reached ? 1 : 2);
        assertThat(vault.secrets()).isEmpty();
        assertThat(vault.deleted()).isEmpty();
        assertThat(stored()).doesNotContain(comment());
        workspace.get("vm1").statusCode(404);
        workspace.detach("vm1").statusCode(204);
    }

    @Test
    void anHdInsightClusterIsReachedInTheSameWay() throws Exception {
        // When
        workspace
                .send("PUT", "/computes/hdi1", """
                        {'location':'eastus','properties':{'computeType':'HDInsight','properties':{'address':'127.0.0.1',
                        'sshPort':%d,'administratorAccount':{'username':'%s','password':'%s'}}}}
                        """.formatted(machine.port(), USERNAME, PASSWORD))
                .statusCode(201)
                .body("properties.computeType", equalTo("HDInsight"));

        // Then
        assertThat(MachineWorkspace.ours(machine)).hasSize(1);
    }
}
