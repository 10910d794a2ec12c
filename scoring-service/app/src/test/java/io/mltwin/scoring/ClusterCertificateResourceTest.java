package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.mltwin.scoring.models.certificates.TestCertificates;
import io.mltwin.scoring.models.certificates.TestCertificates.Issued;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services on an AKS target that has a name, over connections as a client opens them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ClusterCertificateResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final TestCertificates AUTHORITY = new TestCertificates(Clock.systemUTC());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ON_AKS = "\"computeName\": \"aks1\", \"authEnabled\": false";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    private WorkspacePeers peers;
    private NamedClient client;
    private String cname;
    private Issued issued;

    @BeforeEach
    void aCertificate() {
        String name = "cluster" + NAMES.incrementAndGet();
        peers = new WorkspacePeers("ws-" + name, name);
        cname = name + ".contoso.com";
        issued = AUTHORITY.issue("RSA", 2048, cname);
        client = new NamedClient(service.uri("/").getPort(), AUTHORITY.authority());
    }

    private ServedModel model() {
        return ServedModel.build(new ScoringRequests(service, issuer, peers), peers, calls, decisions);
    }

    private String computeId() {
        return peers.workspace() + "/computes/aks1";
    }

    private ValidatableResponse put(Map<String, Object> members) {
        Map<String, Object> body = new TreeMap<>(members);
        body.putIfAbsent("computeId", computeId());
        body.put("region", "eastus");
        return service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service("compute", "scoring").sign())
                .contentType("application/json")
                .body(body)
                .put("/_internal/cluster-certificates")
                .then();
    }

    private void remove() {
        service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service("compute", "scoring").sign())
                .queryParam("compute", computeId())
                .delete("/_internal/cluster-certificates")
                .then()
                .statusCode(204);
    }

    private static Map<String, Object> own(String cname, Issued issued) {
        return Map.of("cname", cname, "certificate", issued.pem(), "privateKey", issued.key());
    }

    private void deploy(ServedModel model, String name) {
        model.operation(model.deploy(name, "AKS", ON_AKS), "Succeeded");
    }

    private String scoringUri(ServedModel model, String name) {
        return model.send("GET", "/services/" + name, null)
                .statusCode(200)
                .extract()
                .path("scoringUri");
    }

    private String address(String host) {
        return "https://" + host + ":" + service.uri("/").getPort() + "/api/v1/service/";
    }

    @Test
    void servicesOfAClusterAnswerAtItsNameWithItsCertificate() throws Exception {
        // Given
        ServedModel model = model();
        deploy(model, "svc-before");
        put(own(cname, issued)).statusCode(200).body("cname", equalTo(cname)).body(not(containsString("PRIVATE KEY")));

        // When
        deploy(model, "svc-after");

        // Then
        for (String name : new String[] {"svc-before", "svc-after"}) {
            assertThat(scoringUri(model, name)).isEqualTo(address(cname) + name + "/score");
            await().atMost(PATIENCE).untilAsserted(() -> {
                NamedClient.Answer answer = client.post(cname, "/api/v1/service/" + name + "/score", ServedModel.INPUT);
                assertThat(answer.head()).startsWith("HTTP/1.1 200");
                assertThat(answer.certificate()).isEqualTo(issued.certificate());
            });
        }
        assertThat(client.post(cname, "/api/v1/service/nobody/score", "{}").head())
                .startsWith("HTTP/1.1 404");
        assertThat(client.post(cname, "/modelmanagement/v1.0/x", "{}").head()).startsWith("HTTP/1.1 404");
        assertThat(client.score(cname, "{}").head()).startsWith("HTTP/1.1 404");
        assertThat(storedKey()).isNotNull().doesNotContain("PRIVATE KEY");
    }

    @Test
    void aRenewalAndTheEndOfTheNameCountForTheNextConnection() throws Exception {
        // Given
        ServedModel model = model();
        put(own(cname, issued)).statusCode(200);
        deploy(model, "svc-renewed");
        Issued renewed = AUTHORITY.issue("EC", 256, cname);
        String path = "/api/v1/service/svc-renewed/score";

        // When, Then
        put(own(cname, renewed)).statusCode(200);
        assertThat(client.post(cname, path, ServedModel.INPUT).certificate()).isEqualTo(renewed.certificate());
        put(Map.of("cname", cname)).statusCode(200);
        assertThat(client.post(cname, path, ServedModel.INPUT).certificate()).isEqualTo(renewed.certificate());

        remove();
        assertThatThrownBy(() -> client.post(cname, path, ServedModel.INPUT)).isInstanceOf(SSLHandshakeException.class);
        assertThat(scoringUri(model, "svc-renewed")).contains(".inference.");
        assertThat(storedKey()).isNull();
    }

    @Test
    void aLabelGetsANameInThePlatformsDomain() {
        // Given
        ServedModel model = model();
        deploy(model, "svc-leaf");

        // When
        String name = put(Map.of("leafDomainLabel", "Contoso"))
                .statusCode(200)
                .body("cname", matchesPattern("contoso[0-9a-f]{6}\\.eastus\\.cloudapp\\..+\\.localhost"))
                .extract()
                .path("cname");

        // Then
        assertThat(scoringUri(model, "svc-leaf")).isEqualTo(address(name) + "svc-leaf/score");
        service.given()
                .header("Host", name)
                .contentType("application/json")
                .body(ServedModel.INPUT)
                .post("/api/v1/service/svc-leaf/score")
                .then()
                .statusCode(200);
        put(Map.of("leafDomainLabel", "contoso")).statusCode(200).body("cname", equalTo(name));
        put(Map.of("leafDomainLabel", "other"))
                .statusCode(400)
                .body("error.message", containsString("overwriteExistingDomain"));
        put(Map.of("leafDomainLabel", "other", "overwriteExistingDomain", true))
                .statusCode(200)
                .body("cname", matchesPattern("other[0-9a-f]{6}\\..+"));
        service.given()
                .header("Host", name)
                .get("/api/v1/service/svc-leaf/")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "no PEM, KEY, CNAME, must be one or more certificates in PEM",
        "CERT, no PEM, CNAME, must be an unencrypted private key in PEM",
        "CERT, OTHER, CNAME, not that of the certificate",
        "CERT, KEY, other.contoso.com, does not hold the name",
        "CERT, KEY, a.mltwin.localhost, no name of your own",
        "CERT, , CNAME, needs a certificate and its key",
        ", , CNAME, needs a certificate and its key"
    })
    void whatClientsWouldRefuseIsRefusedAndChangesNothing(String certificate, String key, String name, String message)
            throws Exception {
        // Given
        Map<String, Object> members = new TreeMap<>();
        members.put("cname", name.replace("CNAME", cname));
        if (certificate != null) {
            members.put("certificate", certificate.replace("CERT", issued.pem()));
        }
        if (key != null) {
            members.put(
                    "privateKey",
                    key.replace("KEY", issued.key())
                            .replace(
                                    "OTHER", AUTHORITY.issue("RSA", 2048, cname).key()));
        }

        // When, Then
        put(members).statusCode(400).body("error.message", containsString(message));
        assertThat(storedKey()).isNull();
    }

    @Test
    void aNameLeadsToOneClusterOrService() {
        put(own(cname, issued)).statusCode(200);

        Map<String, Object> elsewhere = new TreeMap<>(own(cname, issued));
        elsewhere.put("computeId", peers.workspace() + "/computes/aks2");
        put(elsewhere).statusCode(409);
        model().deploy(
                        "svc-own",
                        "ACI",
                        "\"sslEnabled\": true, \"cname\": \"%s\", \"sslCertificate\": \"%s\", \"sslKey\": \"%s\""
                                .formatted(
                                        cname,
                                        issued.pem().replace("\n", "\\n"),
                                        issued.key().replace("\n", "\\n")))
                .statusCode(409)
                .body("details[0].code", equalTo("CnameInUse"));
    }

    @ParameterizedTest
    @CsvSource({"workspace", "telemetry"})
    void otherServicesAreRefused(String caller) {
        service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service(caller, "scoring").sign())
                .queryParam("compute", computeId())
                .delete("/_internal/cluster-certificates")
                .then()
                .statusCode(403);
    }

    /** The stored key of this test's cluster, null when it has none. */
    private String storedKey() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select private_key from cluster_certificate where compute_key = '"
                                + computeId().toLowerCase(java.util.Locale.ROOT)
                                + "'")) {
            return rows.next() && rows.getBytes(1) != null
                    ? new String(rows.getBytes(1), StandardCharsets.ISO_8859_1)
                    : null;
        }
    }
}
