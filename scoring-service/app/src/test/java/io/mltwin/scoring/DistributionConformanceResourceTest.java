package io.mltwin.scoring;

import static io.mltwin.scoring.RegistryConformance.ABSENT;
import static io.mltwin.scoring.RegistryConformance.FIRST;
import static io.mltwin.scoring.RegistryConformance.FIRST_RANGE;
import static io.mltwin.scoring.RegistryConformance.LAYER;
import static io.mltwin.scoring.RegistryConformance.SECOND;
import static io.mltwin.scoring.RegistryConformance.SECOND_RANGE;
import static io.mltwin.scoring.RegistryImages.CONFIG;
import static io.mltwin.scoring.RegistryImages.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
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

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    private RegistryConformance registry;

    @BeforeEach
    void aRegistry() {
        registry = new RegistryConformance(service, issuer);
    }

    /** One case of the list. */
    private record Case(String name, Step step) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Step {
        void run(RegistryConformance registry);
    }

    private static Case with(String name, Step step) {
        return new Case(name, step);
    }

    static List<Case> list() {
        return Stream.of(pull(), push(), discovery(), management())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("list")
    void theRegistryConforms(Case one) {
        one.step().run(registry);
    }

    private static List<Case> pull() {
        return List.of(
                with("pull: HEAD of no blob is 404", t -> t.head("/blobs/" + ABSENT, 404)),
                with("pull: HEAD of a blob is 200", RegistryConformance::headBlob),
                with("pull: GET of no blob is 404", t -> t.get("/blobs/" + ABSENT, 404)),
                with("pull: GET of a blob is 200", t -> t.getBlob(t.images, LAYER)),
                with("pull: HEAD of no manifest is 404", t -> t.head("/manifests/none", 404)),
                with("pull: HEAD of a manifest by its digest is 200", t -> t.headManifest("")),
                with("pull: HEAD of a second manifest by its digest is 200", t -> t.headManifest("second")),
                with("pull: HEAD of a manifest by its tag is 200", t -> t.headManifest("tag")),
                with("pull: GET of no manifest is 404", t -> t.get("/manifests/none", 404)),
                with("pull: GET of a manifest by its digest is 200", t -> t.getManifest("")),
                with("pull: GET of a second manifest by its digest is 200", t -> t.getManifest("second")),
                with("pull: GET of a manifest by its tag is 200", t -> t.getManifest("tag")),
                with("pull: the body of a 400 has the form of the specification", RegistryConformance::errorForm));
    }

    private static List<Case> push() {
        return List.of(
                with("push, streamed: PATCH without length is 202", t -> t.streamed()),
                with("push, streamed: PUT with the digest is 201", t -> t.streamedToItsEnd()),
                with("push, whole: GET of no blob is 404", t -> t.get("/blobs/" + ABSENT, 404)),
                with("push, whole: POST with digest and blob is 201", t -> t.postWhole()),
                with("push, whole: GET after it is 200", t -> {
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
                        t -> t.images
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
                        t -> t.images
                                .finish(t.secondChunk(), digest(LAYER), new byte[0])
                                .statusCode(201)
                                .header("Location", notNullValue())),
                with("push, mount: without from of no blob begins an upload", t -> t.mount("?mount=" + ABSENT, 202)),
                with("push, mount: of another repository's blob is 201", t -> t.mounted()),
                with("push, mount: GET of the mounted blob is 200", t -> {
                    t.mounted();
                    t.other.send("GET", "/blobs/" + digest(LAYER)).statusCode(200);
                }),
                with("push, mount: of no blob begins an upload", t -> t.mount("?mount=" + ABSENT + "&from=a/b", 202)),
                with("push, mount: without from begins an upload", t -> {
                    t.images.pushBlob(LAYER);
                    t.mount("?mount=" + digest(LAYER), 202);
                }),
                with("push, manifest: GET of none is 404", t -> t.get("/manifests/none", 404)),
                with("push, manifest: PUT is 201", t -> {
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
                        t -> t.tagged()
                                .send("GET", "/tags/list")
                                .statusCode(200)
                                .body("tags", containsInAnyOrder("1", "2", "3", "4"))),
                with(
                        "discovery: n limits the list",
                        t -> t.tagged()
                                .send("GET", "/tags/list?n=2")
                                .statusCode(200)
                                .body("tags", hasSize(2))),
                with(
                        "discovery: the list begins after last",
                        t -> t.tagged()
                                .send("GET", "/tags/list?n=2&last=2")
                                .statusCode(200)
                                .body("tags", contains("3", "4"))),
                with(
                        "discovery: referrers of what is not there are an empty list",
                        t -> t.images
                                .send("GET", "/referrers/" + ABSENT)
                                .statusCode(200)
                                .contentType(RegistryImages.INDEX)
                                .body("manifests", empty())),
                with("discovery: referrers are 200", t -> t.referrers("", 2)),
                with(
                        "discovery: referrers of one artifact type are 200",
                        t -> t.referrers("?artifactType=application/vnd.example.sbom", 1)),
                with("discovery: referrers of a missing manifest are 200", RegistryConformance::referrersOfNothing));
    }

    private static List<Case> management() {
        return List.of(
                with("management: DELETE of a tag is 202", t -> {
                    t.images.pushImage("1", "layer");
                    t.images.send("DELETE", "/manifests/1").statusCode(202);
                    t.get("/manifests/1", 404);
                }),
                with("management: DELETE of a manifest is 202", RegistryConformance::deleteManifest),
                with(
                        "management: GET of a deleted manifest is 404",
                        t -> t.get("/manifests/" + t.deleteManifest(), 404)),
                with("management: the list of tags has no tag of a deleted manifest", t -> {
                    t.images.pushImage("2", "another layer");
                    t.deleteManifest();
                    t.images.send("GET", "/tags/list").body("tags", contains("2"));
                }),
                with("management: DELETE of a blob is 202", t -> t.deleteBlob()),
                with("management: GET of a deleted blob is 404", t -> {
                    t.deleteBlob();
                    t.get("/blobs/" + digest(LAYER), 404);
                }));
    }
}
