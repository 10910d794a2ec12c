package io.mltwin.workspace.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags of subscriptions, groups and resources, written apart from what they belong to. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class TagsResourceTest {

    private static final String TAGS = "/providers/Microsoft.Resources/tags/default";
    private static final String VERSION = "?api-version=2021-04-01";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private ArmCaller arm;
    private String group;
    private String account;

    @BeforeEach
    void anAccountInAGroup() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        group = arm.group("tagged", "{}");
        account = arm.account(group, "tagged" + UUID.randomUUID().toString().substring(0, 8), "{'made':'first'}");
    }

    private String scope(String kind) {
        return switch (kind) {
            case "subscription" -> arm.subscription();
            case "group" -> group;
            default -> account;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscription", "group", "account"})
    void areReplacedMergedTakenAwayAndDeleted(String kind) {
        String scope = scope(kind);
        String tags = scope + TAGS;

        arm.send("PUT", tags, "{'properties':{'tags':{'a':'1','b':'2'}}}")
                .statusCode(200)
                .body("id", equalTo(tags))
                .body("type", equalTo("Microsoft.Resources/tags"))
                .body("properties.tags", equalTo(Map.of("a", "1", "b", "2")));
        arm.send("PATCH", tags, "{'operation':'Merge','properties':{'tags':{'B':'3','c':'4'}}}")
                .statusCode(200)
                .body("properties.tags", equalTo(Map.of("a", "1", "B", "3", "c", "4")));
        arm.send("PATCH", tags, "{'operation':'Delete','properties':{'tags':{'a':'1','c':'other'}}}")
                .statusCode(200)
                .body("properties.tags", equalTo(Map.of("B", "3", "c", "4")));
        arm.get(scope, "").body("tags", equalTo(Map.of("B", "3", "c", "4")));
        arm.send("PATCH", tags, "{'operation':'Replace','properties':{'tags':{'d':'5'}}}")
                .body("properties.tags", equalTo(Map.of("d", "5")));
        arm.send("DELETE", tags, "").statusCode(200);
        arm.get(tags, "").statusCode(200).body("properties.tags", equalTo(Map.of()));
        arm.get(scope, "").body("tags", not(hasEntry("d", "5")));
    }

    @Test
    void writerOfTagsNeedsNothingElse() {
        String tagger = UUID.randomUUID().toString();
        decisions.allow(tagger, "Microsoft.Resources/tags/write", group);

        arm.as(tagger)
                .body("{\"properties\":{\"tags\":{\"by\":\"tagger\"}}}")
                .put(account + TAGS + VERSION)
                .then()
                .statusCode(200);
        arm.as(tagger).body("{\"tags\":{}}").patch(account + VERSION).then().statusCode(403);
        arm.as(tagger).get(account + TAGS + VERSION).then().statusCode(403);
        arm.as(tagger)
                .body("{\"properties\":{\"tags\":{}}}")
                .put(arm.subscription() + TAGS + VERSION)
                .then()
                .statusCode(403);
        arm.get(group + "/resources", "&$filter=tagName%20eq%20'by'")
                .body("value.id", equalTo(java.util.List.of(account)));
    }

    @Test
    void aProviderElsewhereIsToldAllTags() {
        String vault = group + "/providers/Microsoft.KeyVault/vaults/tagged";
        String made = """
                {"id": "%s", "location": "eastus", "tags": {"old": "tag"}}""".formatted(vault);
        calls.answer("keyvault", "PUT", vault, PeerAnswer.json(201, made));
        calls.answer("keyvault", "PATCH", vault, PeerAnswer.json(200, made));
        arm.send("PUT", vault, "{'location':'eastus'}").statusCode(201);

        arm.send("PATCH", vault + TAGS, "{'operation':'Merge','properties':{'tags':{'new':'tag'}}}")
                .statusCode(200);

        assertThat(calls.received("keyvault", "PATCH", vault).get(0).text())
                .isEqualTo("{\"tags\":{\"old\":\"tag\",\"new\":\"tag\"}}");
    }

    @Test
    void aRefusalOfTheProviderLeavesThemAsTheyWere() {
        String vault = group + "/providers/Microsoft.KeyVault/vaults/refusing";
        calls.answer("keyvault", "PUT", vault, PeerAnswer.json(201, "{\"id\":\"" + vault + "\"}"));
        calls.answer("keyvault", "PATCH", vault, PeerAnswer.error(409, "Busy", "later"));
        arm.send("PUT", vault, "{'location':'eastus'}").statusCode(201);

        arm.send("PUT", vault + TAGS, "{'properties':{'tags':{'a':'b'}}}")
                .statusCode(409)
                .body("error.code", equalTo("Busy"));
        arm.get(vault + TAGS, "").body("properties.tags", equalTo(Map.of()));
    }

    @Test
    void locksHoldTags() {
        String lock = account + "/providers/Microsoft.Authorization/locks/l";
        arm.send("PUT", lock, "{'properties':{'level':'ReadOnly'}}").statusCode(201);

        arm.send("PUT", account + TAGS, "{'properties':{'tags':{'a':'b'}}}")
                .statusCode(409)
                .body("error.code", equalTo("ScopeLocked"));
    }

    @Test
    void policiesJudgeTagsByThisDoorToo() {
        String authorization = arm.subscription() + "/providers/Microsoft.Authorization/";
        arm.send(
                        "PUT",
                        authorization + "policyDefinitions/tags",
                        "{'properties':{'mode':'All','policyRule':{'if':{'allOf':["
                                + "{'field':'type','equals':'Microsoft.Storage/storageAccounts'},"
                                + "{'field':'tags.made','exists':'false'}]},'then':{'effect':'deny'}}}}")
                .statusCode(201);
        arm.send(
                        "PUT",
                        authorization + "policyAssignments/tags",
                        "{'properties':{'policyDefinitionId':'" + authorization + "policyDefinitions/tags'}}")
                .statusCode(201);

        arm.send("DELETE", account + TAGS, "").statusCode(403).body("error.code", equalTo("RequestDisallowedByPolicy"));
        arm.send("PUT", account + TAGS, "{'properties':{'tags':{'a':'b'}}}").statusCode(403);
        arm.send("PATCH", account + TAGS, "{'operation':'Merge','properties':{'tags':{'a':'b'}}}")
                .statusCode(200);
        arm.get(account, "").body("tags", equalTo(Map.of("made", "first", "a", "b")));
    }

    @Test
    void namesAreCountedThatAreUsed() {
        arm.send("PUT", group + TAGS, "{'properties':{'tags':{'Made':'first','x':'y'}}}");

        arm.get(arm.subscription() + "/tagNames", "")
                .statusCode(200)
                .body("value.find { it.tagName =~ /(?i)made/ }.count.value", equalTo(2))
                .body("value.find { it.tagName == 'x' }.values[0].tagValue", equalTo("y"));
    }

    @Test
    void namesAndValuesArePredefinedAndStayWhileTheyAreUsed() {
        String name = arm.subscription() + "/tagNames/New";
        String value = name + "/tagValues/v1";

        arm.send("PUT", value, "").statusCode(404);
        arm.send("PUT", name, "")
                .statusCode(201)
                .body("id", equalTo(name))
                .body("tagName", equalTo("New"))
                .body("count.value", equalTo(0));
        arm.send("PUT", arm.subscription() + "/tagNames/new", "").statusCode(200);
        arm.send("PUT", value, "")
                .statusCode(201)
                .body("tagValue", equalTo("v1"))
                .body("count.value", equalTo(0));
        arm.send("PUT", value, "").statusCode(200);
        arm.send("PUT", name + "/tagValues/V1", "").statusCode(201);
        arm.get(arm.subscription() + "/tagNames", "")
                .body("value.find { it.tagName == 'New' }.values.tagValue", equalTo(java.util.List.of("V1", "v1")));

        arm.send("PUT", group + TAGS, "{'properties':{'tags':{'NEW':'v1'}}}").statusCode(200);
        arm.send("DELETE", value, "").statusCode(409);
        arm.send("DELETE", name + "/tagValues/V1", "").statusCode(200);
        arm.send("DELETE", name, "").statusCode(409);
        arm.send("DELETE", group + TAGS, "").statusCode(200);
        arm.send("DELETE", name, "").statusCode(409);
        arm.send("DELETE", value, "").statusCode(200);
        arm.send("DELETE", value, "").statusCode(204);
        arm.send("DELETE", name, "").statusCode(200);
        arm.send("DELETE", name, "").statusCode(204);
        arm.get(arm.subscription() + "/tagNames", "").body("value.tagName", not(hasItem("New")));
    }

    @Test
    void callerWithoutWriteOfTagNamesPredefinesNone() {
        String reader = UUID.randomUUID().toString();
        decisions.allow(reader, "Microsoft.Resources/subscriptions/tagNames/read", "/");
        String name = arm.subscription() + "/tagNames/refused" + VERSION;

        arm.as(reader).put(name).then().statusCode(403);
        arm.as(reader).delete(name).then().statusCode(403);
        decisions.allow(reader, "Microsoft.Resources/subscriptions/tagNames/write", "/");
        arm.as(reader).put(name).then().statusCode(201);
        arm.as(reader).delete(name).then().statusCode(403);
        arm.send("PUT", arm.subscription() + "/tagNames/a%3Cb", "").statusCode(400);
    }
}
