package io.mltwin.scoring;

import static io.mltwin.scoring.RegistryImages.CONFIG;
import static io.mltwin.scoring.RegistryImages.IMAGE;
import static io.mltwin.scoring.RegistryImages.bytes;
import static io.mltwin.scoring.RegistryImages.digest;
import static io.mltwin.scoring.RegistryImages.manifest;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure's own API of a registry: attributes, deletion, and what is deleted by time. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AcrResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Duration LONG = Duration.ofSeconds(90);

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    private WorkspacePeers peers;
    private ScoringRequests requests;
    private RegistryImages images;

    @BeforeEach
    void aRegistry() {
        peers = new WorkspacePeers("unused", "acrregistry" + NAMES.incrementAndGet());
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        images = images("pull,push,delete,metadata_read,metadata_write");
    }

    private RegistryImages images(String actions) {
        String token = requests.adminToken("repository:a/b:" + actions + "&scope=registry:catalog:*");
        return new RegistryImages(service, peers.registryName(), token, "a/b");
    }

    private ValidatableResponse acr(String method, String below) {
        return images.given().request(method, "/acr/v1/" + below).then();
    }

    private ValidatableResponse patch(String below, String body) {
        return images.given()
                .contentType("application/json")
                .body(bytes(body))
                .patch("/acr/v1/" + below)
                .then();
    }

    @Test
    void repositoriesTagsAndManifestsHaveProperties() {
        byte[] config = bytes("{\"architecture\":\"amd64\",\"os\":\"linux\"}");
        images.pushBlob(config);
        images.pushBlob(bytes("layer"));
        String pushed = manifest(config, bytes("layer"));
        images.putManifest("1", IMAGE, pushed).then().statusCode(201);
        String digest = digest(bytes(pushed));
        images.pushImage("2", "another layer");

        acr("GET", "_catalog").statusCode(200).body("repositories", contains("a/b"));
        acr("GET", "a/b")
                .statusCode(200)
                .body("registry", equalTo(service.host(peers.registryName() + ".azurecr")))
                .body("imageName", equalTo("a/b"))
                .body("manifestCount", equalTo(2))
                .body("tagCount", equalTo(2))
                .body("createdTime", notNullValue())
                .body("changeableAttributes.deleteEnabled", equalTo(true));
        acr("GET", "a/b/_tags?n=1&orderby=timedesc")
                .statusCode(200)
                .body("tags.name", contains("2"))
                .header("Link", containsString("orderby=timedesc&n=1&last=2>"));
        acr("GET", "a/b/_tags?n=1&orderby=timedesc&last=2").body("tags.name", contains("1"));
        acr("GET", "a/b/_tags?digest=" + digest).body("tags.name", contains("1"));
        acr("GET", "a/b/_tags/1").statusCode(200).body("tag.digest", equalTo(digest));
        acr("GET", "a/b/_manifests?orderby=timeasc")
                .statusCode(200)
                .body("manifests.tags", contains(java.util.List.of("1"), java.util.List.of("2")));
        acr("GET", "a/b/_manifests/" + digest)
                .statusCode(200)
                .body("manifest.architecture", equalTo("amd64"))
                .body("manifest.os", equalTo("linux"))
                .body("manifest.mediaType", equalTo(IMAGE))
                .body("manifest.imageSize", equalTo(config.length + 5));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, none, 404, NAME_UNKNOWN",
        "GET, a/b/_tags?orderby=size, 400, PAGINATION_ORDER_INVALID",
        "GET, a/b/_tags?n=x, 400, PAGINATION_NUMBER_INVALID",
        "GET, a/b/_tags/none, 404, TAG_UNKNOWN",
        "DELETE, a/b/_tags/none, 404, TAG_UNKNOWN",
        "GET, a/b/_manifests/x, 400, DIGEST_INVALID",
        "GET, a/b/_manifests/sha256:0000000000000000000000000000000000000000000000000000000000000000, 404, MANIFEST_UNKNOWN"
    })
    void whatIsNotThereSaysSo(String method, String below, int status, String code) {
        images.pushImage("1", "layer");
        if (below.equals("none")) {
            // a token of the repository grants nothing on another
            acr(method, below).statusCode(401);
            return;
        }
        acr(method, below).statusCode(status).body("errors[0].code", equalTo(code));
    }

    @Test
    void eachActionNeedsItsPermission() {
        images.pushImage("1", "layer");
        images = images("pull,push");
        acr("GET", "a/b").statusCode(401).header("WWW-Authenticate", containsString("repository:a/b:metadata_read"));
        images = images("metadata_read");
        acr("GET", "a/b").statusCode(200);
        patch("a/b", "{\"writeEnabled\":false}").statusCode(401);
        acr("DELETE", "a/b").statusCode(401);
        acr("DELETE", "a/b/_tags/1").statusCode(401);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "writeEnabled, a/b, push",
        "writeEnabled, a/b/_tags/1, push",
        "readEnabled, a/b, pull",
        "readEnabled, a/b/_tags/1, pull",
        "readEnabled, a/b/_manifests/{digest}, pull",
        "deleteEnabled, a/b, delete",
        "deleteEnabled, a/b/_tags/1, delete",
        "deleteEnabled, a/b/_manifests/{digest}, delete"
    })
    void aLockForbidsWhatItNames(String attribute, String what, String verb) {
        // Given
        String digest = images.pushImage("1", "layer");
        images.pushBlob(bytes("other"));
        String below = what.replace("{digest}", digest);
        // When
        patch(below, "{\"%s\":false}".formatted(attribute)).statusCode(200);
        // Then
        attempt(verb, digest).statusCode(405).body("errors[0].code", equalTo("DENIED"));
        patch(below, "{\"%s\":true}".formatted(attribute)).statusCode(200);
        attempt(verb, digest);
        images.send("GET", "/manifests/" + digest).statusCode(verb.equals("delete") ? 404 : 200);
    }

    private ValidatableResponse attempt(String verb, String digest) {
        return switch (verb) {
            case "push" ->
                images.putManifest("1", IMAGE, manifest(CONFIG, bytes("other"))).then();
            case "pull" -> images.send("GET", "/manifests/1");
            default -> images.send("DELETE", "/manifests/" + digest);
        };
    }

    @Test
    void unlistedTagIsNotListed() {
        images.pushImage("1", "layer");
        images.pushImage("2", "another");
        patch("a/b/_tags/1", "{\"listEnabled\":false}")
                .statusCode(200)
                .body("tag.changeableAttributes.listEnabled", equalTo(false))
                .body("tag.changeableAttributes.readEnabled", equalTo(true));
        acr("GET", "a/b/_tags").body("tags.name", contains("2"));
        images.send("GET", "/tags/list").body("tags", contains("2"));
        images.send("GET", "/manifests/1").statusCode(200);
        patch("a/b", "{\"listEnabled\":false}").statusCode(200);
        acr("GET", "_catalog").body("repositories", hasSize(0));
    }

    @Test
    void untaggingLeavesTheManifestAndDeletingTheRepositoryNothing() {
        String digest = images.pushImage("1", "layer");
        images.pushImage("2", "another");
        acr("DELETE", "a/b/_tags/1").statusCode(202);
        images.send("GET", "/manifests/" + digest).statusCode(200);
        acr("GET", "a/b/_manifests/" + digest).body("manifest.tags", nullValue());
        acr("DELETE", "a/b")
                .statusCode(202)
                .body("manifestsDeleted", hasSize(2))
                .body("tagsDeleted", contains("2"));
        acr("GET", "a/b").statusCode(404);
        acr("GET", "_catalog").body("repositories", hasSize(0));
        images.send("GET", "/tags/list").statusCode(404);
    }

    @Test
    void untaggedManifestsGoAfterTheDaysOfThePolicy() {
        // Given
        String before = images.pushImage("1", "one");
        images.pushImage("1", "two");
        String policy =
                "{\"sku\":{\"name\":\"%s\"},\"properties\":{\"policies\":{\"retentionPolicy\":{\"status\":\"enabled\",\"days\":%d}}}}";
        requests.arm("PATCH", peers.registry(), policy.formatted("Basic", 7))
                .statusCode(400)
                .body("error.code", equalTo("SkuNotSupported"));
        requests.arm("PATCH", peers.registry(), policy.formatted("Premium", 366))
                .statusCode(400);
        requests.arm("PATCH", peers.registry(), policy.formatted("Premium", 0))
                .statusCode(200)
                .body("properties.policies.retentionPolicy.status", equalTo("enabled"))
                .body("properties.policies.retentionPolicy.days", equalTo(0))
                .body("properties.policies.retentionPolicy.lastUpdatedTime", notNullValue());
        // When
        String two = digest(bytes(manifest(CONFIG, bytes("two"))));
        images.pushBlob(CONFIG);
        String signature = manifest(
                CONFIG, "\"subject\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":2},".formatted(IMAGE, two));
        images.putManifest(digest(bytes(signature)), IMAGE, signature).then().statusCode(201);
        String locked = images.pushImage("locked", "locked");
        patch("a/b/_manifests/" + locked, "{\"deleteEnabled\":false}").statusCode(200);
        String gone = images.pushImage("gone", "gone");
        acr("DELETE", "a/b/_tags/locked").statusCode(202);
        acr("DELETE", "a/b/_tags/gone").statusCode(202);
        // Then
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> images.send("HEAD", "/manifests/" + gone).statusCode(404));
        for (String stays : new String[] {before, two, locked, digest(bytes(signature))}) {
            images.send("HEAD", "/manifests/" + stays).statusCode(200);
        }
    }
}
