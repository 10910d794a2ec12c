package io.mltwin.scoring;

import static io.mltwin.scoring.RegistryImages.CONFIG;
import static io.mltwin.scoring.RegistryImages.IMAGE;
import static io.mltwin.scoring.RegistryImages.INDEX;
import static io.mltwin.scoring.RegistryImages.bytes;
import static io.mltwin.scoring.RegistryImages.descriptor;
import static io.mltwin.scoring.RegistryImages.digest;
import static io.mltwin.scoring.RegistryImages.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a registry keeps: beyond the cases of the specification's own conformance tests. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RegistryContentResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final byte[] LAYER = bytes("0123456789".repeat(200));
    private static final String ABSENT = "sha256:" + "0".repeat(64);

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    private RegistryImages images;
    private RegistryImages other;

    @BeforeEach
    void aRegistry() {
        String registry = "content" + NAMES.incrementAndGet();
        ScoringRequests requests = new ScoringRequests(service, issuer, new WorkspacePeers("unused", registry));
        requests.newRegistry();
        String token = requests.adminToken(
                "repository:a/b:pull,push,delete&scope=repository:a/c:pull,push,delete" + "&scope=registry:catalog:*");
        images = new RegistryImages(service, registry, token, "a/b");
        other = new RegistryImages(service, registry, token, "a/c");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "null",
            value = {
                "null, 200, null, 0, 2000",
                "bytes=500-1499, 206, bytes 500-1499/2000, 500, 1500",
                "bytes=500-, 206, bytes 500-1999/2000, 500, 2000",
                "bytes=-500, 206, bytes 1500-1999/2000, 1500, 2000",
                "bytes=2000-5000, 416, bytes */2000, 0, 0",
                "bytes=500-0, 416, bytes */2000, 0, 0"
            })
    void aBlobIsReadInRanges(String range, int status, String contentRange, int from, int to) {
        images.pushBlob(LAYER);
        Response answer = images.given()
                .headers(range == null ? Map.of() : Map.of("Range", range))
                .get(images.path("/blobs/" + digest(LAYER)));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.header("Content-Range")).isEqualTo(contentRange);
        if (status < 400) {
            assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
            assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(to - from));
            assertThat(answer.asByteArray()).isEqualTo(java.util.Arrays.copyOfRange(LAYER, from, to));
        } else {
            answer.then().body("errors[0].code", equalTo("RANGE_INVALID"));
        }
    }

    @Test
    void contentMayBeNamedBySha512() throws Exception {
        // Given
        String layer = sha512(LAYER);
        images.pushBlob(CONFIG);
        images.finish(images.startUpload(), layer, bytes("something else"))
                .statusCode(400)
                .body("errors[0].code", equalTo("DIGEST_INVALID"));
        images.finish(images.startUpload(), layer, LAYER).statusCode(201).header("Docker-Content-Digest", layer);
        String manifest = manifest(CONFIG, LAYER).replace(digest(LAYER), layer);
        // When
        images.putManifest(sha512(bytes(manifest)), IMAGE, manifest)
                .then()
                .statusCode(201)
                .header("Docker-Content-Digest", sha512(bytes(manifest)));
        // Then
        assertThat(images.send("GET", "/blobs/" + layer).extract().asByteArray())
                .isEqualTo(LAYER);
        images.send("GET", "/manifests/" + sha512(bytes(manifest)))
                .statusCode(200)
                .body("layers[0].digest", equalTo(layer));
        images.send("HEAD", "/blobs/" + digest(LAYER)).statusCode(404);
        images.send("GET", "/blobs/sha384:" + "0".repeat(96)).statusCode(400);
    }

    private static String sha512(byte[] content) throws Exception {
        return "sha512:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(content));
    }

    @Test
    void anUploadGoesOnWhereItsLastWholeChunkEnded() {
        String upload = images.startUpload();
        images.patch(upload, "0-9", bytes("0123456789")).statusCode(202);
        images.patch(upload, "10-19", bytes("01234")).statusCode(400).body("errors[0].code", equalTo("SIZE_INVALID"));
        images.patch(upload, "ten-", bytes("01234"))
                .statusCode(400)
                .body("errors[0].code", equalTo("BLOB_UPLOAD_INVALID"));
        images.patch(upload, "5-9", bytes("56789"))
                .statusCode(416)
                .header("Range", "0-9")
                .header("Location", upload)
                .body("errors[0].code", equalTo("BLOB_UPLOAD_INVALID"));
        images.given().get(upload).then().statusCode(204).header("Range", "0-9");
        byte[] rest = java.util.Arrays.copyOfRange(LAYER, 10, LAYER.length);
        images.send("PUT", upload + "?digest=" + digest(LAYER), Map.of("Content-Range", "11-" + LAYER.length), rest)
                .statusCode(416);
        images.send(
                        "PUT",
                        upload + "?digest=" + digest(LAYER),
                        Map.of("Content-Range", "10-" + (LAYER.length - 1)),
                        rest)
                .statusCode(201);
        images.given().get(upload).then().statusCode(404);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"1,200", "-1,400", "x,400", "1.5,400"})
    void aPageHasANumberOfEntries(String n, int status) {
        images.pushImage("1", "layer");
        images.send("GET", "/tags/list?n=" + n).statusCode(status);
        images.send("GET", "/tags/list?n=0")
                .statusCode(200)
                .header("Link", nullValue())
                .body("tags", empty());
    }

    @Test
    void pagesAreInTheOrderOfAsciiAndLinked() {
        for (String tag : new String[] {"b", "B", "_a", "a-1", "a.1", "A"}) {
            images.pushImage(tag, "layer");
        }
        String next = images.send("GET", "/tags/list?n=4")
                .body("tags", contains("A", "B", "_a", "a-1"))
                .header("Link", "</v2/a/b/tags/list?n=4&last=a-1>; rel=\"next\"")
                .extract()
                .header("Link");
        images.given()
                .get(next.substring(1, next.indexOf('>')))
                .then()
                .body("tags", contains("a.1", "b"))
                .header("Link", nullValue());
        other.pushImage("1", "layer");
        images.given()
                .get("/v2/_catalog?n=1")
                .then()
                .body("repositories", contains("a/b"))
                .header("Link", "</v2/_catalog?n=1&last=a%2Fb>; rel=\"next\"");
    }

    @Test
    void referrersComeInPagesWithTheirAnnotations() {
        String image = images.pushImage("1", "layer");
        for (int i = 0; i < 3; i++) {
            images.putManifest(
                            "s" + i,
                            IMAGE,
                            manifest(
                                    CONFIG,
                                    "\"annotations\":{\"number\":\"%d\"},\"subject\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":2},"
                                            .formatted(i, IMAGE, image)))
                    .then()
                    .statusCode(201);
        }
        String link = images.send("GET", "/referrers/" + image + "?n=2")
                .statusCode(200)
                .body("schemaVersion", equalTo(2))
                .body("mediaType", equalTo(INDEX))
                .body("manifests", hasSize(2))
                .body("manifests[0].artifactType", equalTo("application/vnd.oci.image.config.v1+json"))
                .extract()
                .header("Link");
        images.given()
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .body("manifests", hasSize(1))
                .body("manifests[0].annotations.number", org.hamcrest.Matchers.notNullValue());
        images.send("GET", "/referrers/1").statusCode(400);
        other.send("GET", "/referrers/" + image).body("manifests", empty());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "config, MANIFEST_BLOB_UNKNOWN",
        "layer, MANIFEST_BLOB_UNKNOWN",
        "image of index, MANIFEST_BLOB_UNKNOWN",
        "digest, DIGEST_INVALID",
        "subject, DIGEST_INVALID",
        "type, MANIFEST_INVALID",
        "members, MANIFEST_INVALID",
        "form, MANIFEST_INVALID",
        "tag, TAG_INVALID"
    })
    void aManifestOfWhatIsNotThereIsRefused(String what, String code) {
        images.pushBlob(CONFIG);
        images.pushBlob(LAYER);
        byte[] absent = bytes("absent");
        String good = manifest(CONFIG, LAYER);
        String type = what.startsWith("image") ? INDEX : IMAGE;
        String manifest = switch (what) {
            case "config" -> manifest(absent, LAYER);
            case "layer" -> manifest(CONFIG, absent);
            case "digest" -> good.replace(digest(LAYER), "sha256:0");
            case "subject" -> manifest(CONFIG, "\"subject\":{\"digest\":\"x\"},", LAYER);
            case "image of index" -> "{\"schemaVersion\":2,\"manifests\":[" + descriptor(IMAGE, absent) + "]}";
            case "members" -> "{\"schemaVersion\":2}";
            case "form" -> good.replace("\"layers\":[", "\"layers\":[7,");
            default -> good;
        };
        images.putManifest(what.equals("tag") ? ".x" : "1", what.equals("type") ? "application/json" : type, manifest)
                .then()
                .statusCode(400)
                .body("errors[0].code", equalTo(code));
        images.send("GET", "/tags/list").statusCode(404);
    }

    @Test
    void aLayerThatLiesElsewhereNeedNotBeHere() {
        images.pushBlob(CONFIG);
        String elsewhere = descriptor("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", LAYER)
                .replace("}", ",\"urls\":[\"https://example.com/layer\"]}");
        String manifest = manifest(CONFIG).replace("\"layers\":[", "\"layers\":[" + elsewhere);
        images.putManifest("1", IMAGE, manifest).then().statusCode(201);
    }

    @Test
    void aBlobStaysWhileAnotherRepositoryHasIt() {
        String digest = images.pushBlob(LAYER);
        other.send("POST", "/blobs/uploads/?mount=" + digest + "&from=a/b").statusCode(201);
        images.send("DELETE", "/blobs/" + digest).statusCode(202);
        images.send("DELETE", "/blobs/" + digest).statusCode(404).body("errors[0].code", equalTo("BLOB_UNKNOWN"));
        images.send("GET", "/blobs/" + digest).statusCode(404);
        assertThat(other.send("GET", "/blobs/" + digest).extract().asByteArray())
                .isEqualTo(LAYER);
        other.send("DELETE", "/blobs/" + digest).statusCode(202);
        other.send("DELETE", "/blobs/" + ABSENT).statusCode(404);
        other.send("DELETE", "/blobs/x").statusCode(400);
    }
}
