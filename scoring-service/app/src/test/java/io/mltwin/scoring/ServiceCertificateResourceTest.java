package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Web services at names of the customer's own, over connections as a client opens them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ServiceCertificateResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final TestCertificates AUTHORITY = new TestCertificates(Clock.systemUTC());
    private static final ObjectMapper JSON = new ObjectMapper();

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

    private ServedModel model;
    private ScoringRequests requests;
    private NamedClient client;
    private String cname;
    private Issued issued;

    @BeforeEach
    void aCertificateOfTheCustomers() {
        String name = "certified" + NAMES.incrementAndGet();
        WorkspacePeers peers = new WorkspacePeers("ws-" + name, name);
        requests = new ScoringRequests(service, issuer, peers);
        model = ServedModel.build(requests, peers, calls, decisions);
        cname = name + ".contoso.com";
        issued = AUTHORITY.issue("RSA", 2048, cname);
        client = new NamedClient(service.uri("/").getPort(), AUTHORITY.authority());
    }

    private static String json(Map<String, Object> members) {
        try {
            String object = JSON.writeValueAsString(new TreeMap<>(members));
            return object.substring(1, object.length() - 1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> ssl(String cname, Issued issued) {
        return Map.of("sslEnabled", true, "cname", cname, "sslCertificate", issued.pem(), "sslKey", issued.key());
    }

    private static String replace(Map<String, Object> members) throws IOException {
        return JSON.writeValueAsString(members.entrySet().stream()
                .map(member -> Map.of("op", "replace", "path", "/" + member.getKey(), "value", member.getValue()))
                .toList());
    }

    @Test
    void aServiceAnswersAtItsNameWithItsCertificateAndNeverShowsItsKey() throws Exception {
        // When
        String endpoint = model.deployed("svc-tls", json(ssl(cname, issued)));

        // Then
        String shown = model.send("GET", "/services/svc-tls", null)
                .statusCode(200)
                .body("sslEnabled", equalTo(true))
                .body("cname", equalTo(cname))
                .body("sslCertificate", equalTo(issued.pem()))
                .body("sslKey", nullValue())
                .body(
                        "scoringUri",
                        equalTo("https://" + cname + ":" + service.uri("/").getPort() + "/score"))
                .body(
                        "properties.sslCertificateExpiry",
                        equalTo(issued.certificate().getNotAfter().toInstant().toString()))
                .extract()
                .asString();
        assertThat(shown).doesNotContain("PRIVATE KEY");
        NamedClient.Answer answer = client.score(cname, ServedModel.INPUT);
        assertThat(answer.head()).startsWith("HTTP/1.1 200");
        assertThat(answer.certificate()).isEqualTo(issued.certificate());
        assertThat(answer.protocol()).isIn("TLSv1.2", "TLSv1.3");
        requests.score(endpoint, null, ServedModel.INPUT).statusCode(200);
        assertThat(storedKeys()).noneMatch(key -> key.contains("PRIVATE KEY"));
    }

    @Test
    void anUpdateAndADeletionCountForTheNextConnection() throws Exception {
        // Given
        model.deployed("svc-renew", json(ssl(cname, issued)));
        Issued renewed = AUTHORITY.issue("EC", 256, cname);

        // When, Then
        model.send(
                        "PATCH",
                        "/services/svc-renew",
                        replace(Map.of(
                                "sslCertificate", renewed.pem(),
                                "sslKey", renewed.key())))
                .statusCode(200)
                .body("sslKey", nullValue());
        assertThat(client.score(cname, ServedModel.INPUT).certificate()).isEqualTo(renewed.certificate());

        model.send("PATCH", "/services/svc-renew", replace(Map.of("sslCertificate", issued.pem())))
                .statusCode(400)
                .body("details[0].code", equalTo("SslKeyMismatch"));
        assertThat(client.score(cname, ServedModel.INPUT).certificate()).isEqualTo(renewed.certificate());

        model.send("DELETE", "/services/svc-renew", null).statusCode(200);
        assertThatThrownBy(() -> client.score(cname, ServedModel.INPUT)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void withoutItsCertificateAServiceHasThePlatforms() throws Exception {
        // Given
        String endpoint = model.deployed("svc-plain", json(ssl(cname, issued)));

        // When
        model.send("PATCH", "/services/svc-plain", replace(Map.of("sslEnabled", false)))
                .statusCode(200)
                .body("sslEnabled", equalTo(false))
                .body("cname", nullValue())
                .body("scoringUri", equalTo("https://" + service.host(endpoint + ".inference") + "/score"));

        // Then
        requests.score(endpoint, null, ServedModel.INPUT).statusCode(200);
        assertThatThrownBy(() -> client.score(cname, ServedModel.INPUT)).isInstanceOf(SSLHandshakeException.class);
        service.given().header("Host", cname).get("/score").then().statusCode(404);
        model.send("PATCH", "/services/svc-plain", replace(Map.of("cname", cname)))
                .statusCode(400)
                .body("details[0].code", equalTo("SslNotEnabled"));
        assertThat(storedKeys()).isEmpty();
    }

    @Test
    void aNameLeadsToOneService() {
        model.deployed("svc-first", json(ssl(cname, issued)));
        model.deploy("svc-second", "ACI", json(ssl(cname.toUpperCase(java.util.Locale.ROOT), issued)))
                .statusCode(409)
                .body("details[0].code", equalTo("CnameInUse"));
        model.send("GET", "/services/svc-second", null).statusCode(404);
    }

    @Test
    void aCertificateOfAnotherNameLeavesNoService() {
        model.deploy("svc-other", "ACI", json(ssl("other.contoso.com", issued)))
                .statusCode(400)
                .body("details[0].code", equalTo("CnameNotInCertificate"));
        model.send("GET", "/services/svc-other", null).statusCode(404);
    }

    /** A hello of TLS 1.1, which today's clients do not send any more. */
    @Test
    void tls11IsRefusedWithAnAlert() throws IOException {
        byte[] answer = exchange(HelloOfTls11.bytes());

        // an alert record that says: fatal, protocol_version
        assertThat(answer).hasSizeGreaterThanOrEqualTo(7);
        assertThat(answer[0]).isEqualTo((byte) 21);
        assertThat(answer[5]).isEqualTo((byte) 2);
        assertThat(answer[6]).isEqualTo((byte) 70);
    }

    @Test
    void plainHttpIsRefused() throws IOException {
        byte[] answer =
                exchange(("GET /score HTTP/1.1\r\nHost: " + cname + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

        assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/");
    }

    private byte[] exchange(byte[] sent) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.uri("/").getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(sent);
            socket.getOutputStream().flush();
            return socket.getInputStream().readAllBytes();
        }
    }

    /** The stored key of this test's service, none when it has none. */
    private List<String> storedKeys() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select ssl_key from web_service where cname_key = '" + cname + "'")) {
            return rows.next() ? List.of(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1)) : List.of();
        }
    }
}
