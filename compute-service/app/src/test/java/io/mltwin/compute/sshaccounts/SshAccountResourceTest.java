package io.mltwin.compute.sshaccounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.compute.TestCluster;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HBI-11: the SSH account of a cluster, its secret in the workspace's vault, and its nodes. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SshAccountResourceTest {

    private static final String PASSWORD = "Str0ng-one";
    private static final String ACCOUNT =
            "'userAccountCredentials':{'adminUserName':'azureuser','adminUserPassword':'" + PASSWORD + "'},";

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private TestCluster cluster;
    private String secret;

    private void aWorkspace(boolean highImpact) throws SQLException {
        TestWorkspace workspace = new TestWorkspace(
                platform.calls(),
                UUID.randomUUID().toString(),
                Map.of("hbiWorkspace", highImpact, "supportApplicationId", "support"));
        platform.calls().answer("workspace", "GET", "/_internal/locks/removal", PeerAnswer.status(204));
        workspace.playSupport(platform.calls(), "support", PeerAnswer.json(200, "{}"));
        cluster = new TestCluster(platform, service, database, 0, workspace);
        secret = "/secrets/aml-" + workspace.workspaceId() + "-ssh-login";
        vault("PUT", PeerAnswer.json(200, "{}"));
        vault("DELETE", PeerAnswer.json(200, "{}"));
        platform.calls()
                .answer("keyvault", "DELETE", secret.replace("/secrets/", "/deletedsecrets/"), PeerAnswer.status(204));
        vault(
                "GET",
                PeerAnswer.json(
                        200,
                        Map.of(
                                "value",
                                "{\"adminUserName\":\"azureuser\",\"adminUserPassword\":\"" + PASSWORD + "\"}")));
    }

    private void vault(String method, PeerAnswer answer) {
        platform.calls().answer("keyvault", method, secret, answer);
    }

    private int asked(String method) {
        return platform.calls().received("keyvault", method, secret).size();
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
    }

    private ValidatableResponse put(String properties) {
        return put("", properties);
    }

    private ValidatableResponse put(String outer, String properties) {
        return cluster.arm(
                "PUT",
                "/computes/Login",
                "{'location':'eastus','properties':{'computeType':'AmlCompute',"
                        + outer
                        + "'properties':{'vmSize':'STANDARD_DS3_V2',"
                        + properties
                        + "'scaleSettings':{'minNodeCount':0,'maxNodeCount':1}}}}");
    }

    private int node() throws SQLException {
        return cluster.addNode((cluster.id() + "/computes/login").toLowerCase(Locale.ROOT));
    }

    @Test
    void theSecretLiesInTheWorkspacesVaultAndNowhereElse() throws SQLException {
        aWorkspace(false);

        String answer = put(ACCOUNT).statusCode(201).extract().asString();

        assertThat(platform.calls().received("keyvault", "PUT", secret))
                .singleElement()
                .satisfies(
                        call -> assertThat(call.json().path("value").asText()).contains("azureuser", PASSWORD));
        assertThat(answer).doesNotContain(PASSWORD);
        String shown = cluster.arm("GET", "/computes/Login", null)
                .statusCode(200)
                .body("properties.properties.userAccountCredentials.adminUserName", equalTo("azureuser"))
                .body("properties.properties.remoteLoginPortPublicAccess", equalTo("Enabled"))
                .body("properties.disableLocalAuth", equalTo(false))
                .extract()
                .asString();
        assertThat(shown).doesNotContain(PASSWORD, "adminUserPassword", "PublicKey");
        cluster.execute("delete from compute_target where name = 'cpu'");
        assertThat(new String(cluster.stored("compute_target", "properties"), StandardCharsets.ISO_8859_1))
                .isNotEmpty()
                .doesNotContain("azureuser", PASSWORD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|'userAccountCredentials':{'adminUserName':'azureuser'},",
                "|'userAccountCredentials':{'adminUserName':'root','adminUserPassword':'Str0ng-one'},",
                "|'userAccountCredentials':{'adminUserName':'azureuser','adminUserPassword':'weak'},",
                "|'userAccountCredentials':{'adminUserName':'azureuser','adminUserSshPublicKey':'key'},",
                "'disableLocalAuth':true,|'userAccountCredentials':{'adminUserName':'azureuser','adminUserPassword':'Str0ng-one'},",
                "|'remoteLoginPortPublicAccess':'Sometimes',"
            })
    void aRefusedAccountLeavesNothing(String outer, String properties) throws SQLException {
        aWorkspace(false);

        put(outer == null ? "" : outer, properties)
                .statusCode(400)
                .body("error.code", equalTo("InvalidRequestContent"));

        assertThat(asked("PUT")).isZero();
        cluster.arm("GET", "/computes/Login", null).statusCode(404);
    }

    @Test
    void aVaultThatRefusesMakesNoCluster() throws SQLException {
        aWorkspace(false);
        vault("PUT", PeerAnswer.error(403, "Forbidden", "no"));

        put(ACCOUNT).statusCode(502).body("error.code", equalTo("KeyVaultError"));

        cluster.arm("GET", "/computes/Login", null).statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|200",
                "'userAccountCredentials':{'adminUserName':'azureuser'},|200",
                "'userAccountCredentials':{'adminUserName':'azureuser','adminUserPassword':'Str0ng-one'},|200",
                "'remoteLoginPortPublicAccess':'Enabled',|200",
                "'remoteLoginPortPublicAccess':'NotSpecified',|200",
                "'userAccountCredentials':{'adminUserName':'azureuser','adminUserPassword':'Str0ng-two'},|400",
                "'userAccountCredentials':{'adminUserName':'other','adminUserPassword':'Str0ng-one'},|400",
                "'remoteLoginPortPublicAccess':'Disabled',|400"
            })
    void anExistingAccountStaysAsItIs(String properties, int status) throws SQLException {
        aWorkspace(false);
        put(ACCOUNT).statusCode(201);

        put(properties == null ? "" : properties).statusCode(status);

        assertThat(asked("PUT")).isEqualTo(1);
        cluster.arm("GET", "/computes/Login", null)
                .body("properties.properties.userAccountCredentials.adminUserName", equalTo("azureuser"))
                .body("properties.properties.remoteLoginPortPublicAccess", equalTo("Enabled"));
    }

    @Test
    void theSecretGoesWithTheCluster() throws SQLException {
        aWorkspace(false);
        put(ACCOUNT).statusCode(201);

        cluster.arm("DELETE", "/computes/Login?underlyingResourceAction=Delete", null)
                .statusCode(202);

        assertThat(asked("DELETE")).isEqualTo(1);
    }

    @Test
    void inHighImpactANodeIsToldTheNameOfTheSecretAlone() throws SQLException {
        aWorkspace(true);
        put(ACCOUNT).statusCode(201);
        int node = node();
        cluster.arm(
                        "PUT",
                        "/jobs/logged-in",
                        "{'properties':{'jobType':'Command','command':'true',"
                                + TestCluster.onCluster().replace("/cpu'", "/Login'")
                                + "}}")
                .statusCode(201);
        int read = asked("GET");

        Response access = cluster.get(node, "ssh-account");

        access.then()
                .statusCode(200)
                .body("username", equalTo("azureuser"))
                .body("password", nullValue())
                .body("publicKey", nullValue())
                .body("secret.name", equalTo(secret.substring("/secrets/".length())))
                .body("secret.host", equalTo("kv.vault.mltwin.localhost:1"));
        assertThat(access.asString()).doesNotContain(PASSWORD);
        assertThat(cluster.ask(node).asString()).contains("logged-in").doesNotContain(PASSWORD);
        assertThat(asked("GET")).as("the vault is asked by the node").isEqualTo(read);
        cluster.get(node, "vault-token")
                .then()
                .statusCode(200)
                .body("access_token", equalTo("identity"))
                .body("resource", containsString("vault."));
    }

    @Test
    void elsewhereANodeIsToldThePassword() throws SQLException {
        aWorkspace(false);
        put(ACCOUNT).statusCode(201);
        int node = node();

        cluster.get(node, "ssh-account")
                .then()
                .statusCode(200)
                .body("username", equalTo("azureuser"))
                .body("password", equalTo(PASSWORD))
                .body("secret", nullValue());
        cluster.get(node, "vault-token").then().statusCode(403).body("error.code", equalTo("NoSecret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|",
                "'remoteLoginPortPublicAccess':'Enabled',|",
                "'remoteLoginPortPublicAccess':'Disabled',|'userAccountCredentials':{'adminUserName':'azureuser','adminUserPassword':'Str0ng-one'},"
            })
    void aNodeWithoutAnAccountOrAPortHasNoLogin(String port, String account) throws SQLException {
        aWorkspace(true);
        put((port == null ? "" : port) + (account == null ? "" : account)).statusCode(201);
        int node = node();

        cluster.get(node, "ssh-account").then().statusCode(204);

        cluster.node(node, "ssh-port", "{\"port\":50000}")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("NoSshAccount"));
        cluster.get(node, "vault-token").then().statusCode(403).body("error.code", equalTo("NoRun"));
        cluster.arm("POST", "/computes/Login/listNodes", null)
                .statusCode(200)
                .body("nodes[0].port", nullValue())
                .body("nodes[0].publicIpAddress", nullValue());
    }

    @Test
    void aMachineOfTheCustomersHasNoLoginOfOurs() throws SQLException {
        aWorkspace(false);

        cluster.get(cluster.addMachine(), "ssh-account").then().statusCode(204);
    }

    @Test
    void aDisabledSecretIsTheVaultsRefusal() throws SQLException {
        aWorkspace(false);
        put(ACCOUNT).statusCode(201);
        vault("GET", PeerAnswer.error(403, "Forbidden", "disabled"));

        cluster.get(node(), "ssh-account").then().statusCode(502).body("error.code", equalTo("KeyVaultError"));
    }

    @Test
    void theNodesPortAndWhatStoodInItsWayAreShown() throws SQLException {
        aWorkspace(false);
        put(ACCOUNT).statusCode(201);
        int node = node();

        cluster.node(node, "ssh-port", "{\"port\":50123}").then().statusCode(204);

        cluster.arm("POST", "/computes/Login/listNodes", null)
                .statusCode(200)
                .body("nodes[0].privateIpAddress", equalTo("127.0.0.1"))
                .body("nodes[0].publicIpAddress", equalTo("127.0.0.1"))
                .body("nodes[0].port", equalTo(50123));
        cluster.arm("GET", "/computes/Login", null).body("properties.properties.errors", empty());
        cluster.node(node, "ssh-port", "{\"error\":\"the key vault refuses\"}")
                .then()
                .statusCode(204);
        cluster.arm("POST", "/computes/Login/listNodes", null).body("nodes[0].port", nullValue());
        cluster.arm("GET", "/computes/Login", null)
                .body("properties.properties.errors[0].error.code", equalTo("UserAccountNotCreated"))
                .body("properties.properties.errors[0].error.message", containsString("the key vault refuses"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{}|400", "{\"port\":0}|400", "{\"port\":65536}|400", "null|400"})
    void aPortIsOne(String body, int status) throws SQLException {
        aWorkspace(false);
        put(ACCOUNT).statusCode(201);

        cluster.node(node(), "ssh-port", body).then().statusCode(status);
    }
}
