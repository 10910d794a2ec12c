package io.mltwin.scoring;

import static io.mltwin.scoring.RegistryImages.CONFIG;
import static io.mltwin.scoring.RegistryImages.IMAGE;
import static io.mltwin.scoring.RegistryImages.bytes;
import static io.mltwin.scoring.RegistryImages.digest;
import static io.mltwin.scoring.RegistryImages.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of the conformance tests of the OCI distribution specification, release 1.1.1, in its
 * four parts. Left out is only what makes or removes the content of the cases, and the one case for
 * registries that mount blobs by themselves, which excludes the one for those that do not.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DistributionConformanceResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String ABSENT = "sha256:" + "0".repeat(64);
    private static final byte[] FIRST = bytes("a layer's first chunk, ");
    private static final byte[] SECOND = bytes("and its second one");
    private static final byte[] LAYER = bytes("a layer's first chunk, and its second one");
    private static final String FIRST_RANGE = "0-" + (FIRST.length - 1);
    private static final String SECOND_RANGE = FIRST.length + "-" + (LAYER.length - 1);

    @FromPlatform TestIssuer issuer;
    @FromPlatform ServiceUnderTest service;

    private ScoringRequests requests;
    private String registry;
    private RegistryImages images;
    private RegistryImages other;

    @BeforeEach
    void aRegistry() {
        registry = "conformance" + NAMES.incrementAndGet();
        requests = new ScoringRequests(service, issuer, new WorkspacePeers("unused", registry));
        requests.newRegistry();
        String token =
                requests.adminToken(
                        "repository:a/b:pull,push,delete&scope=repository:a/c:pull,push,delete");
        images = new RegistryImages(service, registry, token, "a/b");
        other = new RegistryImages(service, registry, token, "a/c");
    }

    /** One case of the list. */
    private record Case(String name, Step step) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Step {
        void run(DistributionConformanceResourceTest test);
    }

    private static Case with(String name, Step step) {
        return new Case(name, step);
    }

    static List<Case> list() {
        return Stream.of(pull(), push(), discovery(), management()).flatMap(List::stream).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("list")
    void theRegistryConforms(Case one) {
        one.step().run(this);
    }

    private static List<Case> pull() {
        return List.of(
                with("pull: HEAD of no blob is 404", t -> t.head("/blobs/" + ABSENT, 404)),
                with("pull: HEAD of a blob is 200", DistributionConformanceResourceTest::headBlob),
                with("pull: GET of no blob is 404", t -> t.get("/blobs/" + ABSENT, 404)),
                with("pull: GET of a blob is 200", t -> t.getBlob(t.images, LAYER)),
                with("pull: HEAD of no manifest is 404", t -> t.head("/manifests/none", 404)),
                with("pull: HEAD of a manifest by its digest is 200", t -> t.headManifest("")),
                with(
                        "pull: HEAD of a second manifest by its digest is 200",
                        t -> t.headManifest("second")),
                with("pull: HEAD of a manifest by its tag is 200", t -> t.headManifest("tag")),
                with("pull: GET of no manifest is 404", t -> t.get("/manifests/none", 404)),
                with("pull: GET of a manifest by its digest is 200", t -> t.getManifest("")),
                with(
                        "pull: GET of a second manifest by its digest is 200",
                        t -> t.getManifest("second")),
                with("pull: GET of a manifest by its tag is 200", t -> t.getManifest("tag")),
                with(
                        "pull: the body of a 400 has the form of the specification",
                        DistributionConformanceResourceTest::errorForm));
    }

    private static List<Case> push() {
        return List.of(
                with("push, streamed: PATCH without length is 202", t -> t.streamed()),
                with("push, streamed: PUT with the digest is 201", t -> t.streamedToItsEnd()),
                with("push, whole: GET of no blob is 404", t -> t.get("/blobs/" + ABSENT, 404)),
                with("push, whole: POST with digest and blob is 201", t -> t.postWhole()),
                with(
                        "push, whole: GET after it is 200",
                        t -> {
                            t.postWhole();
                            t.get("/blobs/" + digest(LAYER), 200);
                        }),
                with(
                        "push, whole: POST begins an upload",
                        t -> assertThat(t.images.startUpload()).startsWith("/v2/a/b/")),
                with("push, whole: PUT of a blob is 201", t -> t.images.pushBlob(CONFIG)),
                with("push, whole: GET of the blob is 200", t -> t.getBlob(t.images, CONFIG)),
                with("push, whole: PUT of a layer is 201", t -> t.images.pushBlob(LAYER)),
                with("push, whole: GET of the layer is 200", t -> t.getBlob(t.images, LAYER)),
                with(
                        "push, chunks: a chunk out of order is 416",
                        t ->
                                t.images
                                        .patch(t.images.startUpload(), SECOND_RANGE, SECOND)
                                        .statusCode(416)),
                with("push, chunks: the first chunk is 202", t -> t.firstChunk()),
                with(
                        "push, chunks: the same chunk again is 416",
                        t -> t.images.patch(t.firstChunk(), FIRST_RANGE, FIRST).statusCode(416)),
                with("push, chunks: GET of the upload is 204 with its range", t -> t.status()),
                with("push, chunks: the second chunk is 202", t -> t.secondChunk()),
                with(
                        "push, chunks: PUT with the digest is 201",
                        t ->
                                t.images
                                        .finish(t.secondChunk(), digest(LAYER), new byte[0])
                                        .statusCode(201)
                                        .header("Location", notNullValue())),
                with(
                        "push, mount: without from of no blob begins an upload",
                        t -> t.mount("?mount=" + ABSENT, 202)),
                with("push, mount: of another repository's blob is 201", t -> t.mounted()),
                with(
                        "push, mount: GET of the mounted blob is 200",
                        t -> {
                            t.mounted();
                            t.other.send("GET", "/blobs/" + digest(LAYER)).statusCode(200);
                        }),
                with(
                        "push, mount: of no blob begins an upload",
                        t -> t.mount("?mount=" + ABSENT + "&from=a/b", 202)),
                with(
                        "push, mount: without from begins an upload",
                        t -> {
                            t.images.pushBlob(LAYER);
                            t.mount("?mount=" + digest(LAYER), 202);
                        }),
                with("push, manifest: GET of none is 404", t -> t.get("/manifests/none", 404)),
                with(
                        "push, manifest: PUT is 201",
                        t -> {
                            for (String tag : List.of("test0", "TEST1", "test.2", "_test3")) {
                                t.images.pushImage(tag, "layer of " + tag);
                            }
                        }),
                with("push, manifest: PUT without layers is 201", t -> t.withoutLayers()),
                with(
                        "push, manifest: GET by its digest is 200",
                        t -> t.get("/manifests/" + t.images.pushImage("1", "layer"), 200)));
    }

    private static List<Case> discovery() {
        return List.of(
                with(
                        "discovery: the list of tags is 200",
                        t ->
                                t.tagged()
                                        .send("GET", "/tags/list")
                                        .statusCode(200)
                                        .body("tags", containsInAnyOrder("1", "2", "3", "4"))),
                with(
                        "discovery: n limits the list",
                        t ->
                                t.tagged()
                                        .send("GET", "/tags/list?n=2")
                                        .statusCode(200)
                                        .body("tags", hasSize(2))),
                with(
                        "discovery: the list begins after last",
                        t ->
                                t.tagged()
                                        .send("GET", "/tags/list?n=2&last=2")
                                        .statusCode(200)
                                        .body("tags", contains("3", "4"))),
                with(
                        "discovery: referrers of what is not there are an empty list",
                        t ->
                                t.images
                                        .send("GET", "/referrers/" + ABSENT)
                                        .statusCode(200)
                                        .contentType(RegistryImages.INDEX)
                                        .body("manifests", empty())),
                with("discovery: referrers are 200", t -> t.referrers("", 2)),
                with(
                        "discovery: referrers of one artifact type are 200",
                        t -> t.referrers("?artifactType=application/vnd.example.sbom", 1)),
                with(
                        "discovery: referrers of a missing manifest are 200",
                        DistributionConformanceResourceTest::referrersOfNothing));
    }

    private static List<Case> management() {
        return List.of(
                with(
                        "management: DELETE of a tag is 202",
                        t -> {
                            t.images.pushImage("1", "layer");
                            t.images.send("DELETE", "/manifests/1").statusCode(202);
                            t.get("/manifests/1", 404);
                        }),
                with(
                        "management: DELETE of a manifest is 202",
                        DistributionConformanceResourceTest::deleteManifest),
                with(
                        "management: GET of a deleted manifest is 404",
                        t -> t.get("/manifests/" + t.deleteManifest(), 404)),
                with(
                        "management: the list of tags has no tag of a deleted manifest",
                        t -> {
                            t.images.pushImage("2", "another layer");
                            t.deleteManifest();
                            t.images.send("GET", "/tags/list").body("tags", contains("2"));
                        }),
                with("management: DELETE of a blob is 202", t -> t.deleteBlob()),
                with(
                        "management: GET of a deleted blob is 404",
                        t -> {
                            t.deleteBlob();
                            t.get("/blobs/" + digest(LAYER), 404);
                        }));
    }

    private void head(String below, int status) {
        images.send("HEAD", below).statusCode(status);
    }

    private void get(String below, int status) {
        images.send("GET", below).statusCode(status);
    }

    private void headBlob() {
        images.pushBlob(LAYER);
        images.send("HEAD", "/blobs/" + digest(LAYER))
                .statusCode(200)
                .header("Docker-Content-Digest", digest(LAYER))
                .header("Content-Length", String.valueOf(LAYER.length));
    }

    private void getBlob(RegistryImages from, byte[] content) {
        from.pushBlob(content);
        assertThat(
                        from.send("GET", "/blobs/" + digest(content))
                                .statusCode(200)
                                .extract()
                                .asByteArray())
                .isEqualTo(content);
    }

    /** Pushes two images and returns the reference that is asked for. */
    private String reference(String which) {
        String first = images.pushImage("tag", "layer");
        String second = images.pushImage("other", "second layer");
        return switch (which) {
            case "tag" -> "tag";
            case "second" -> second;
            default -> first;
        };
    }

    private void headManifest(String which) {
        images.send("HEAD", "/manifests/" + reference(which))
                .statusCode(200)
                .contentType(IMAGE)
                .header("Docker-Content-Digest", startsWith("sha256:"));
    }

    private void getManifest(String which) {
        images.send("GET", "/manifests/" + reference(which))
                .statusCode(200)
                .contentType(IMAGE)
                .body("config.digest", equalTo(digest(CONFIG)));
    }

    private void errorForm() {
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

    private String streamed() {
        return images.patch(images.startUpload(), null, LAYER)
                .statusCode(202)
                .extract()
                .header("Location");
    }

    private void streamedToItsEnd() {
        images.finish(streamed(), digest(LAYER), new byte[0])
                .statusCode(201)
                .header("Location", "/v2/a/b/blobs/" + digest(LAYER));
    }

    private void postWhole() {
        images.send("POST", "/v2/a/b/blobs/uploads/?digest=" + digest(LAYER), Map.of(), LAYER)
                .statusCode(201)
                .header("Location", "/v2/a/b/blobs/" + digest(LAYER));
    }

    private String firstChunk() {
        return images.patch(images.startUpload(), FIRST_RANGE, FIRST)
                .statusCode(202)
                .header("Range", FIRST_RANGE)
                .extract()
                .header("Location");
    }

    private void status() {
        images.given()
                .get(firstChunk())
                .then()
                .statusCode(204)
                .header("Location", notNullValue())
                .header("Range", FIRST_RANGE);
    }

    private String secondChunk() {
        return images.patch(firstChunk(), SECOND_RANGE, SECOND)
                .statusCode(202)
                .header("Range", "0-" + (LAYER.length - 1))
                .extract()
                .header("Location");
    }

    private void mount(String query, int status) {
        other.send("POST", "/blobs/uploads/" + query)
                .statusCode(status)
                .header("Location", startsWith("/v2/a/c/blobs/uploads/"));
    }

    private void mounted() {
        images.pushBlob(LAYER);
        other.send("POST", "/blobs/uploads/?mount=" + digest(LAYER) + "&from=a/b")
                .statusCode(201)
                .header("Location", "/v2/a/c/blobs/" + digest(LAYER));
    }

    private void withoutLayers() {
        images.pushBlob(CONFIG);
        assertThat(images.putManifest("none", IMAGE, manifest(CONFIG)).statusCode()).isEqualTo(201);
    }

    private RegistryImages tagged() {
        for (String tag : List.of("1", "2", "3", "4")) {
            images.pushImage(tag, "layer of " + tag);
        }
        return images;
    }

    private String subject(String digest, String artifactType) {
        return "\"artifactType\":\"%s\",\"subject\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":2},"
                .formatted(artifactType, IMAGE, digest);
    }

    private void referrers(String query, int number) {
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
                .header(
                        "OCI-Filters-Applied",
                        query.isEmpty() ? nullValue() : equalTo("artifactType"))
                .body("manifests", hasSize(number))
                .body("manifests[0].mediaType", equalTo(IMAGE))
                .body("manifests[0].artifactType", startsWith("application/vnd.example."));
    }

    private void referrersOfNothing() {
        images.pushBlob(CONFIG);
        images.putManifest("1", IMAGE, manifest(CONFIG, subject(ABSENT, "application/x")))
                .then()
                .statusCode(201)
                .header("OCI-Subject", ABSENT);
        images.send("GET", "/referrers/" + ABSENT).statusCode(200).body("manifests", hasSize(1));
    }

    private String deleteManifest() {
        String digest = images.pushImage("1", "layer");
        images.send("DELETE", "/manifests/" + digest).statusCode(202);
        return digest;
    }

    private void deleteBlob() {
        images.pushBlob(LAYER);
        images.send("DELETE", "/blobs/" + digest(LAYER)).statusCode(202);
    }
}
