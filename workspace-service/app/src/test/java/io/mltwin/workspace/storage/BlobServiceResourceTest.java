package io.mltwin.workspace.storage;

import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The blob service of a storage account through Azure Resource Manager's pipeline. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobServiceResourceTest {

    private static final String VERSION = "?api-version=2023-01-01";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private ArmCaller arm;
    private String account;

    @BeforeEach
    void createAnAccount() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        account = arm.account(arm.group("storage", "{}"), "blobservice" + NAMES.incrementAndGet(), "{}");
    }

    @Test
    void theBlobServiceKeepsWhatIsDeleted() {
        String uri = account + "/blobServices/default" + VERSION;
        arm.asOwner()
                .body("""
                        {
                          "properties": {
                            "cors": {"corsRules": []},
                            "isVersioningEnabled": false,
                            "deleteRetentionPolicy": {
                              "enabled": true,
                              "days": 7
                            },
                            "containerDeleteRetentionPolicy": {
                              "enabled": true,
                              "days": 5
                            }
                          }
                        }""")
                .put(uri)
                .then()
                .statusCode(200)
                .body("properties.deleteRetentionPolicy.days", equalTo(7));
        arm.asOwner()
                .body("{\"properties\":{\"deleteRetentionPolicy\":{\"enabled\":false}}}")
                .put(uri)
                .then()
                .statusCode(200);

        arm.asOwner()
                .get(uri)
                .then()
                .body("properties.deleteRetentionPolicy.enabled", equalTo(false))
                .body("properties.containerDeleteRetentionPolicy.enabled", equalTo(true))
                .body("properties.containerDeleteRetentionPolicy.days", equalTo(5));
    }

    @Test
    void theBlobServiceHasRulesForPagesOfOtherOrigins() {
        String uri = account + "/blobServices/default" + VERSION;
        String rules = """
                {"corsRules":[{"allowedOrigins":["https://a.example"],"allowedMethods":["GET"],
                "maxAgeInSeconds":7,"exposedHeaders":["x-ms-*"],"allowedHeaders":[]}]}
                """;

        arm.asOwner()
                .body("{\"properties\":{\"cors\":" + rules + "}}")
                .put(uri)
                .then()
                .statusCode(200)
                .body("properties.cors.corsRules[0].allowedOrigins[0]", equalTo("https://a.example"))
                .body("properties.cors.corsRules[0].maxAgeInSeconds", equalTo(7));
        arm.asOwner()
                .body("{\"properties\":{\"isVersioningEnabled\":false}}")
                .put(uri)
                .then()
                .body("properties.cors.corsRules.size()", equalTo(1));
        arm.asOwner()
                .body("{\"properties\":{\"cors\":{\"corsRules\":[]}}}")
                .put(uri)
                .then()
                .body("properties.cors.corsRules.size()", equalTo(0));
    }

    @Test
    void theBlobServiceKeepsVersions() {
        String uri = account + "/blobServices/default" + VERSION;
        arm.asOwner().get(uri).then().body("properties.isVersioningEnabled", equalTo(false));

        arm.asOwner()
                .body("{\"properties\":{\"isVersioningEnabled\":true}}")
                .put(uri)
                .then()
                .statusCode(200)
                .body("properties.isVersioningEnabled", equalTo(true));
        arm.asOwner().body("""
                        {
                          "properties": {
                            "deleteRetentionPolicy": {
                              "enabled": true,
                              "days": 7
                            }
                          }
                        }""").put(uri).then().statusCode(200);
        arm.asOwner()
                .get(account + "/blobServices" + VERSION)
                .then()
                .body("value[0].properties.isVersioningEnabled", equalTo(true))
                .body("value[0].properties.deleteRetentionPolicy.days", equalTo(7));
        arm.asOwner()
                .body("{\"properties\":{\"isVersioningEnabled\":false}}")
                .patch(uri)
                .then()
                .statusCode(200);

        arm.asOwner()
                .get(uri)
                .then()
                .body("properties.isVersioningEnabled", equalTo(false))
                .body("properties.deleteRetentionPolicy.days", equalTo(7));
        arm.asOwner()
                .get(account + "/fileServices/default" + VERSION)
                .then()
                .body("properties.isVersioningEnabled", equalTo(null));
    }

    @Test
    void whetherWhatIsDeletedMayGoForGoodIsPartOfThePolicy() {
        String uri = account + "/blobServices/default" + VERSION;
        String allowed = "properties.deleteRetentionPolicy.allowPermanentDelete";
        String policy = "{\"properties\":{\"deleteRetentionPolicy\":{\"enabled\":%s%s}}}";
        String yes = ",\"allowPermanentDelete\":true";
        arm.asOwner().get(uri).then().statusCode(200).body(allowed, equalTo(false));

        arm.asOwner()
                .body(policy.formatted("true", ",\"days\":5" + yes))
                .put(uri)
                .then()
                .statusCode(200)
                .body(allowed, equalTo(true));
        arm.asOwner()
                .body("{\"properties\":{\"isVersioningEnabled\":true}}")
                .put(uri)
                .then()
                .body(allowed, equalTo(true));
        arm.asOwner()
                .body(policy.formatted("true", ",\"days\":5"))
                .put(uri)
                .then()
                .body(allowed, equalTo(false));
        arm.asOwner().body(policy.formatted("false", yes)).put(uri).then().body(allowed, equalTo(false));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"deleteRetentionPolicy\":{\"enabled\":true}                                  | 400",
                "\"deleteRetentionPolicy\":{\"enabled\":true,\"days\":0}                       | 400",
                "\"containerDeleteRetentionPolicy\":{\"enabled\":true,\"days\":366}            | 400",
                "\"deleteRetentionPolicy\":{\"enabled\":true,\"days\":\"many\"}                | 400",
                "\"isVersioningEnabled\":\"yes\"                                            | 400",
                "\"changeFeed\":{\"enabled\":true}                                           | 501",
                "\"restorePolicy\":{\"enabled\":true,\"days\":1}                             | 501",
                "\"lastAccessTimeTrackingPolicy\":{\"enable\":true}                          | 501",
                "\"cors\":{\"corsRules\":[{\"allowedOrigins\":[\"*\"]}]}                     | 400",
                "\"cors\":{\"corsRules\":\"*\"}                                            | 400",
                "\"cors\":{\"rules\":[]}                                                 | 400"
            })
    void theBlobServiceRefusesWhatItDoesNotDo(String property, int status) {
        String uri = account + "/blobServices/default" + VERSION;

        arm.asOwner()
                .body("{\"properties\":{" + property + "}}")
                .put(uri)
                .then()
                .statusCode(status);
        arm.asOwner().get(uri).then().body("properties.deleteRetentionPolicy.enabled", equalTo(false));
    }
}
