package io.mltwin.compute.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions of code as Azure Resource Manager and scoring-service ask for them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CodeAssetResourceTest {

    @FromPlatform
    TestPlatform platform;

    private TestAssets assets;

    @BeforeEach
    void aWorkspace() {
        assets = new TestAssets(platform);
    }

    @Test
    void codeIsThereWithItsFirstVersionAndStaysWhatItIs() {
        // When
        ValidatableResponse made = assets.send("PUT", "/codes/c1/versions/1", assets.code("a", "h1"));

        // Then
        made.statusCode(201)
                .body("name", equalTo("1"))
                .body("type", equalTo("Microsoft.MachineLearningServices/workspaces/codes/versions"))
                .body("properties.codeUri", equalTo(assets.folder("a")))
                .body("properties.isAnonymous", equalTo(true))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.properties.hash_sha256", equalTo("h1"))
                .body("properties.tags", notNullValue())
                .body("systemData.createdAt", notNullValue());
        assets.send("PUT", "/codes/c1/versions/1", assets.code("a", "h1")).statusCode(200);
        assets.send("PUT", "/codes/c1/versions/1", assets.code("b", "h1"))
                .statusCode(409)
                .body("error.code", equalTo("UserError"))
                .body("error.message", startsWith("Asset paths cannot be updated."));
        assets.send("GET", "/codes/C1/versions/1", null)
                .statusCode(200)
                .body("properties.codeUri", equalTo(assets.folder("a")));
        assets.send("GET", "/codes", null).statusCode(200).body("value", empty());
    }

    @Test
    void scoringServiceIsToldWhereCodeLiesAndWhatASizeHas() {
        // Given
        assets.send("PUT", "/codes/c1/versions/1", assets.code("a", "h1")).statusCode(201);
        String scoring = platform.issuer().service("scoring", "compute").sign();
        String codes = "/_internal/codes?workspace=" + assets.workspace().id() + "&name=";

        // When, Then
        lookUp(scoring, codes + "C1&version=1")
                .statusCode(200)
                .body("container", equalTo(assets.workspace().container()))
                .body("path", equalTo("LocalUpload/a"));
        lookUp(scoring, codes + "c1").statusCode(200);
        lookUp(scoring, codes + "c1&version=2").statusCode(404);
        lookUp(scoring, codes + "c2").statusCode(404);
        lookUp(scoring, "/_internal/vm-sizes?name=standard_ds3_v2")
                .statusCode(200)
                .body("gpus", equalTo(0));
        lookUp(scoring, "/_internal/vm-sizes?name=none").statusCode(404);
        String telemetry = platform.issuer().service("telemetry", "compute").sign();
        lookUp(telemetry, codes + "c1").statusCode(403);
        lookUp(telemetry, "/_internal/vm-sizes?name=Standard_DS3_v2").statusCode(403);
    }

    private ValidatableResponse lookUp(String bearer, String uri) {
        return platform.service()
                .given()
                .header("Authorization", "Bearer " + bearer)
                .get(uri)
                .then();
    }

    @Test
    void codeIsFoundByItsContentUnderAnyName() {
        // Given
        assets.send("PUT", "/codes/c1/versions/1", assets.code("a", "h1")).statusCode(201);
        assets.send("PUT", "/codes/c2/versions/1", assets.code("b", "h2")).statusCode(201);

        // When
        ValidatableResponse found = assets.send("GET", "/codes/c3/versions?hash=h2&hashVersion=202208", null);

        // Then
        found.statusCode(200).body("value.id", contains(assets.workspace().id() + "/codes/c2/versions/1"));
        assets.send("GET", "/codes/c3/versions?hash=h3&hashVersion=202208", null)
                .statusCode(200)
                .body("value", empty());
    }

    @Test
    void anUploadGetsAContainerOfItsOwn() {
        // When
        ValidatableResponse started = assets.send(
                "POST", "/codes/c1/versions/1/startPendingUpload", "{'pendingUploadType':'TemporaryBlobReference'}");

        // Then
        String uri = started.statusCode(200)
                .body("pendingUploadType", equalTo("TemporaryBlobReference"))
                .body("blobReferenceForConsumption.credential.credentialType", equalTo("SAS"))
                .body("blobReferenceForConsumption.credential.sasUri", containsString("sig="))
                .extract()
                .path("blobReferenceForConsumption.blobUri");
        assertThat(uri)
                .startsWith("https://" + assets.workspace().account() + ".blob.")
                .contains("/" + assets.workspace().workspaceId() + "-");
        assertThat(assets.blobs().written()).containsExactly(uri.substring(uri.lastIndexOf('/') + 1));
    }

    @Test
    void whereTheAccountIsReachedByIdentityADelegationKeyOpensTheContainer() {
        // Given
        assets = new TestAssets(platform, TestWorkspace.reachedByIdentity(platform.calls()));
        TestWorkspace.playDelegationKey(platform.calls());

        // When
        ValidatableResponse started = assets.send("POST", "/codes/c1/versions/1/startPendingUpload", "{}");

        // Then
        started.statusCode(200)
                .body("blobReferenceForConsumption.credential.sasUri", containsString("skoid=object"))
                .body("blobReferenceForConsumption.credential.sasUri", containsString("sr=c"));
    }

    @Test
    void noContainerIsLeftWhereTheVaultRefuses() {
        // Given
        platform.calls()
                .answer(
                        "keyvault",
                        "GET",
                        "/secrets/aml-" + assets.workspace().workspaceId() + "-storage-connection",
                        PeerAnswer.error(403, "Forbidden", "no access policy"));

        // When
        ValidatableResponse refused = assets.send("POST", "/codes/c1/versions/1/startPendingUpload", "{}");

        // Then
        refused.statusCode(502).body("error.code", equalTo("KeyVaultError"));
        assertThat(assets.blobs().written()).isEmpty();
    }
}
