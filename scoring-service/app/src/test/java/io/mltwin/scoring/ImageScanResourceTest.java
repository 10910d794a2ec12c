package io.mltwin.scoring;

import static io.mltwin.scoring.RegistryImages.CONFIG;
import static io.mltwin.scoring.RegistryImages.IMAGE;
import static io.mltwin.scoring.RegistryImages.bytes;
import static io.mltwin.scoring.RegistryImages.manifest;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.scoring.registry.scanning.HostileFiles;
import io.mltwin.scoring.registry.scanning.LayerFiles;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images are scanned after they are pushed, and compared with the advisories in force. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ImageScanResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Duration LONG = Duration.ofSeconds(60);

    @Inject
    DataSource source;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    private WorkspacePeers peers;
    private ScoringRequests requests;
    private RegistryImages images;

    @BeforeEach
    void aRegistry() {
        peers = new WorkspacePeers("unused", "scanregistry" + NAMES.incrementAndGet());
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        images = new RegistryImages(
                service, peers.registryName(), requests.adminToken("repository:a/b:pull,push,delete"), "a/b");
    }

    @AfterEach
    void theSampleIsInForce() {
        advisories("DELETE", null).statusCode(200).body("source", equalTo("sample"));
    }

    private ValidatableResponse findings(String caller) {
        return requests.bearer(issuer.service(caller, "scoring").sign())
                .get("/_internal/image-findings?scope=" + peers.registry())
                .then();
    }

    private ValidatableResponse advisories(String method, String body) {
        return ScoringRequests.send(requests.bearer(issuer.admin().sign()), method, "/_mltwin/advisories", body)
                .then();
    }

    private String push(String tag, byte[] layer) {
        images.pushBlob(CONFIG);
        images.pushBlob(layer);
        images.putManifest(tag, IMAGE, manifest(CONFIG, layer)).then().statusCode(201);
        return RegistryImages.digest(bytes(manifest(CONFIG, layer)));
    }

    private static byte[] vulnerable() throws IOException {
        return new LayerFiles()
                .file("etc/os-release", "VERSION_ID=\"11\"\n")
                .file(
                        "var/lib/dpkg/status",
                        "Package: openssl\nStatus: install ok installed\nVersion: 1.1.1k-1+deb11u1\n")
                .file(
                        "app/log4j.jar",
                        LayerFiles.jar(
                                "META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties",
                                "groupId=org.apache.logging.log4j\nartifactId=log4j-core\nversion=2.15.0\n"))
                .file("lib/requests-2.31.0.dist-info/METADATA", "Name: requests\nVersion: 2.31.0\n")
                .gzip();
    }

    private void awaitImages(int number) {
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> findings("telemetry").statusCode(200).body("images", hasSize(number)));
    }

    @Test
    void findingsNameThePackageTheAdvisoryAndWhatToDo() throws IOException {
        String digest = push("1", vulnerable());
        push("2", new LayerFiles().file("a", "nothing").plain());
        awaitImages(2);
        findings("telemetry")
                .body("registries", hasSize(1))
                .body("images[0].digest", equalTo(digest))
                .body("images[0].repository", equalTo("a/b"))
                .body("images[0].findings.advisory", containsInAnyOrder("CVE-2022-0778", "CVE-2021-45046"))
                .body("images[0].findings.find {it.advisory == 'CVE-2022-0778'}.fixedIn", equalTo("1.1.1k-1+deb11u2"))
                .body("images[0].findings.find {it.advisory == 'CVE-2022-0778'}.score", equalTo(7.5f))
                .body("images[1].findings", hasSize(0))
                .body("images[1].error", nullValue());
        findings("compute").statusCode(403);
        findings("workspace").statusCode(403);
    }

    @Test
    void loadedAdvisoriesCountAtOnceForImagesThatAreThere() throws IOException {
        push("1", vulnerable());
        awaitImages(1);
        advisories("PUT", """
                        [{"id": "MINE-1", "aliases": ["CVE-2023-32681"], "affected": [{
                          "package": {"ecosystem": "PyPI", "name": "requests"},
                          "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}]""")
                .statusCode(200)
                .body("source", equalTo("loaded"))
                .body("advisories", equalTo(1))
                .body("loadedAt", notNullValue());
        findings("telemetry")
                .body("images[0].findings", hasSize(1))
                .body("images[0].findings[0].cves[0]", equalTo("CVE-2023-32681"))
                .body("images[0].findings[0].fixedIn", nullValue());
        advisories("PUT", "[]").statusCode(200).body("advisories", equalTo(0));
        findings("telemetry").body("images[0].findings", hasSize(0));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{}",
                "[{}]",
                "[null]",
                "[{\"id\":\"A\",\"affected\":[null]}]",
                "[{\"id\":\"A\",\"affected\":[{\"package\":{\"ecosystem\":\"PyPI\"}}]}]",
                "[{\"id\":\"A\",\"affected\":[{}]}]",
                "[{\"id\":\"A\",\"affected\":[]},{\"id\":\"A\",\"affected\":[]}]",
                "no json"
            })
    void advisoriesThatCannotBeReadChangeNothing(String text) {
        advisories("PUT", text)
                .statusCode(400)
                .body("error.code", equalTo("InvalidRequestContent"))
                .body("error.message", not(emptyString()));
        advisories("GET", null).body("source", equalTo("sample"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void theAdvisoriesAreTheAdministrators(String method) {
        String body = method.equals("PUT") ? "[]" : null;
        String path = "/_mltwin/advisories";
        ScoringRequests.send(service.given(), method, path, body).then().statusCode(401);
        String user =
                issuer.aad(ScoringRequests.ARM, UUID.randomUUID().toString()).sign();
        ScoringRequests.send(requests.bearer(user), method, path, body).then().statusCode(401);
        String other = issuer.service("telemetry", "scoring").sign();
        ScoringRequests.send(requests.bearer(other), method, path, body).then().statusCode(401);
        advisories("GET", null).body("source", equalTo("sample"));
    }

    @Test
    void anImageThatCannotBeReadSaysWhyAndAnArtifactIsNone() throws IOException {
        push("broken", new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0});
        images.putManifest(
                        "artifact",
                        IMAGE,
                        manifest(CONFIG).replace("application/vnd.oci.image.config.v1+json", "text/plain"))
                .then()
                .statusCode(201);
        awaitImages(1);
        findings("telemetry").body("images[0].error", containsString("zstd"));
    }

    /** Its layers have as many packages as are taken, each of them as long as may be. */
    @Test
    void anImageThatEndsItsScanThreeTimesCannotBeScannedAndOthersAre() throws IOException {
        // Given
        List<byte[]> hostile = HostileFiles.layersThatEndTheProcess();
        images.pushBlob(CONFIG);
        hostile.forEach(images::pushBlob);
        // When
        images.putManifest("hostile", IMAGE, manifest(CONFIG, hostile.toArray(byte[][]::new)))
                .then()
                .statusCode(201);
        push("good", vulnerable());
        // Then
        awaitImages(2);
        findings("telemetry")
                .body("images[0].error", containsString("cannot be scanned: three scans"))
                .body("images[0].findings", hasSize(0))
                .body("images[1].error", nullValue())
                .body("images[1].findings", hasSize(2));
    }

    @Test
    void scansThatEndedTheServiceCountToo() throws Exception {
        // Given
        String digest = push("1", vulnerable());
        awaitImages(1);
        findings("telemetry").body("images[0].error", nullValue());
        // When
        try (Connection database = source.getConnection();
                PreparedStatement begun = database.prepareStatement(
                        "update registry_manifest set scan_attempts = 3, scan_due_at = now() - interval '1 day' where digest = ?")) {
            begun.setString(1, digest);
            begun.executeUpdate();
        }
        // Then
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(
                        () -> findings("telemetry").body("images[0].error", containsString("cannot be scanned")));
    }
}
