package io.mltwin.scoring;

import static io.mltwin.scoring.RegistryImages.CONFIG;
import static io.mltwin.scoring.RegistryImages.IMAGE;
import static io.mltwin.scoring.RegistryImages.bytes;
import static io.mltwin.scoring.RegistryImages.digest;
import static io.mltwin.scoring.RegistryImages.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registry with two repositories, and the steps of the conformance tests of the OCI distribution
 * specification, release 1.1.1, each of which asserts what it gets.
 */
final class RegistryConformance {

    private static final AtomicInteger NAMES = new AtomicInteger();
    static final String ABSENT = "sha256:" + "0".repeat(64);
    static final byte[] FIRST = bytes("a layer's first chunk, ");
    static final byte[] SECOND = bytes("and its second one");
    static final byte[] LAYER = bytes("a layer's first chunk, and its second one");
    static final String FIRST_RANGE = "0-" + (FIRST.length - 1);
    static final String SECOND_RANGE = FIRST.length + "-" + (LAYER.length - 1);

    final RegistryImages images;
    final RegistryImages other;

    RegistryConformance(ServiceUnderTest service, TestIssuer issuer) {
        String registry = "conformance" + NAMES.incrementAndGet();
        ScoringRequests requests = new ScoringRequests(service, issuer, new WorkspacePeers("unused", registry));
        requests.newRegistry();
        String token = requests.adminToken("repository:a/b:pull,push,delete&scope=repository:a/c:pull,push,delete");
        images = new RegistryImages(service, registry, token, "a/b");
        other = new RegistryImages(service, registry, token, "a/c");
    }

    void head(String below, int status) {
        images.send("HEAD", below).statusCode(status);
    }

    void get(String below, int status) {
        images.send("GET", below).statusCode(status);
    }

    void headBlob() {
        images.pushBlob(LAYER);
        images.send("HEAD", "/blobs/" + digest(LAYER))
                .statusCode(200)
                .header("Docker-Content-Digest", digest(LAYER))
                .header("Content-Length", String.valueOf(LAYER.length));
    }

    void getBlob(RegistryImages from, byte[] content) {
        from.pushBlob(content);
        assertThat(from.send("GET", "/blobs/" + digest(content))
                        .statusCode(200)
                        .extract()
                        .asByteArray())
                .isEqualTo(content);
    }

    /** Pushes two images and returns the reference that is asked for. */
    String reference(String which) {
        String first = images.pushImage("tag", "layer");
        String second = images.pushImage("other", "second layer");
        return switch (which) {
            case "tag" -> "tag";
            case "second" -> second;
            default -> first;
        };
    }

    void headManifest(String which) {
        images.send("HEAD", "/manifests/" + reference(which))
                .statusCode(200)
                .contentType(IMAGE)
                .header("Docker-Content-Digest", startsWith("sha256:"));
    }

    void getManifest(String which) {
        images.send("GET", "/manifests/" + reference(which))
                .statusCode(200)
                .contentType(IMAGE)
                .body("config.digest", equalTo(digest(CONFIG)));
    }

    void errorForm() {
        images.putManifest("sha256:totallywrong", IMAGE, "blablabla")
                .then()
                .statusCode(400)
                .body("errors[0].code", equalTo("DIGEST_INVALID"))
                .body("errors[0].message", notNullValue());
        images.putManifest("1", IMAGE, "blablabla")
                .then()
                .statusCode(400)
                .body("errors[0].code", equalTo("MANIFEST_INVALID"));
    }

    String streamed() {
        return images.patch(images.startUpload(), null, LAYER)
                .statusCode(202)
                .extract()
                .header("Location");
    }

    void streamedToItsEnd() {
        images.finish(streamed(), digest(LAYER), new byte[0])
                .statusCode(201)
                .header("Location", "/v2/a/b/blobs/" + digest(LAYER));
    }

    void postWhole() {
        images.send("POST", "/v2/a/b/blobs/uploads/?digest=" + digest(LAYER), Map.of(), LAYER)
                .statusCode(201)
                .header("Location", "/v2/a/b/blobs/" + digest(LAYER));
    }

    String firstChunk() {
        return images.patch(images.startUpload(), FIRST_RANGE, FIRST)
                .statusCode(202)
                .header("Range", FIRST_RANGE)
                .extract()
                .header("Location");
    }

    void status() {
        images.given()
                .get(firstChunk())
                .then()
                .statusCode(204)
                .header("Location", notNullValue())
                .header("Range", FIRST_RANGE);
    }

    String secondChunk() {
        return images.patch(firstChunk(), SECOND_RANGE, SECOND)
                .statusCode(202)
                .header("Range", "0-" + (LAYER.length - 1))
                .extract()
                .header("Location");
    }

    void mount(String query, int status) {
        other.send("POST", "/blobs/uploads/" + query)
                .statusCode(status)
                .header("Location", startsWith("/v2/a/c/blobs/uploads/"));
    }

    void mounted() {
        images.pushBlob(LAYER);
        other.send("POST", "/blobs/uploads/?mount=" + digest(LAYER) + "&from=a/b")
                .statusCode(201)
                .header("Location", "/v2/a/c/blobs/" + digest(LAYER));
    }

    void withoutLayers() {
        images.pushBlob(CONFIG);
        assertThat(images.putManifest("none", IMAGE, manifest(CONFIG)).statusCode())
                .isEqualTo(201);
    }

    RegistryImages tagged() {
        for (String tag : List.of("1", "2", "3", "4")) {
            images.pushImage(tag, "layer of " + tag);
        }
        return images;
    }

    String subject(String digest, String artifactType) {
        return "\"artifactType\":\"%s\",\"subject\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":2},"
                .formatted(artifactType, IMAGE, digest);
    }

    void referrers(String query, int number) {
        String image = images.pushImage("1", "layer");
        for (String type : List.of("application/vnd.example.sbom", "application/vnd.example.sig")) {
            images.putManifest(type.substring(24), IMAGE, manifest(CONFIG, subject(image, type)))
                    .then()
                    .statusCode(201)
                    .header("OCI-Subject", image);
        }
        images.send("GET", "/referrers/" + image + query)
                .statusCode(200)
                .contentType(RegistryImages.INDEX)
                .header("OCI-Filters-Applied", query.isEmpty() ? nullValue() : equalTo("artifactType"))
                .body("manifests", hasSize(number))
                .body("manifests[0].mediaType", equalTo(IMAGE))
                .body("manifests[0].artifactType", startsWith("application/vnd.example."));
    }

    void referrersOfNothing() {
        images.pushBlob(CONFIG);
        images.putManifest("1", IMAGE, manifest(CONFIG, subject(ABSENT, "application/x")))
                .then()
                .statusCode(201)
                .header("OCI-Subject", ABSENT);
        images.send("GET", "/referrers/" + ABSENT).statusCode(200).body("manifests", hasSize(1));
    }

    String deleteManifest() {
        String digest = images.pushImage("1", "layer");
        images.send("DELETE", "/manifests/" + digest).statusCode(202);
        return digest;
    }

    void deleteBlob() {
        images.pushBlob(LAYER);
        images.send("DELETE", "/blobs/" + digest(LAYER)).statusCode(202);
    }
}
