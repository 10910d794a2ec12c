package io.mltwin.workspace.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.encoding.UriEncoding;
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
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of groups and resources: filters, pages that are followed, what is shown of an item. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ResourceListResourceTest {

    private static ArmCaller arm;
    private static String first;
    private static String second;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    @BeforeEach
    void fiveAccountsInTwoGroups() {
        if (arm == null) {
            arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
            first = arm.group("listed-first", "{'env':'test'}");
            second = arm.group("listed-second", "{'env':'prod'}");
            arm.account(first, "listeda", "{'env':'test','team':'red'}");
            arm.account(first, "listedb", "{'env':'prod'}");
            arm.account(first, "listedc", "{}");
            arm.account(second, "listedd", "{'Env':'test'}");
            arm.account(second, "othere", "{}");
        }
        decisions.allow(arm.owner(), "*", arm.subscription());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name eq 'listeda' | a",
                "name eq 'LISTEDA' or name eq 'othere' | a e",
                "name ne 'listeda' and resourceGroup eq 'listed-first' | b c",
                "name eq 'listeda' or name eq 'listedb' and resourceGroup eq 'none' | a",
                "resourceType eq 'microsoft.storage/storageaccounts' | a b c d e",
                "resourceType eq 'Microsoft.KeyVault/vaults' | ''",
                "resourceType ne 'Microsoft.KeyVault/vaults' | a b c d e",
                "location eq 'East US' | a b c d e",
                "location ne 'eastus' | ''",
                "resourceGroup eq 'listed-second' | d e",
                "tagName eq 'env' | a b d",
                "tagName eq 'env' and tagValue eq 'test' | a d",
                "tagName eq 'env' and tagValue eq 'TEST' | ''",
                "startswith(tagName, 'te') | a",
                "startswith(name, 'other') | e",
                "substringof('isted', name) | a b c d",
                "substringof('second', resourceGroup) and substringof('her', name) | e",
                "name eq 'o''brien' | ''"
            })
    void filters(String filter, String wanted) {
        List<String> names = arm.get(
                        arm.subscription() + "/resources", "&$filter=" + UriEncoding.encodeQueryValue(filter))
                .statusCode(200)
                .extract()
                .path("value.name");

        assertThat(names.stream().map(name -> name.substring(name.length() - 1)))
                .containsExactlyElementsOf(Arrays.stream(wanted.split(" "))
                        .filter(one -> !one.isEmpty())
                        .toList());
    }

    @ParameterizedTest(name = "{0} in pages of {1}")
    @CsvSource({
        "/resources, 2, 5, 3",
        "/resources, 5, 5, 1",
        "/resources, 1, 5, 5",
        "/resourceGroups/listed-first/resources, 2, 3, 2",
        "/resourceGroups, 1, 2, 2"
    })
    void nextLinksLeadThroughAll(String list, int top, int items, int pages) {
        List<String> seen = new ArrayList<>();
        JsonPath page = arm.get(arm.subscription() + list, "&$top=" + top)
                .statusCode(200)
                .extract()
                .jsonPath();
        int followed = 1;
        while (page.getString("nextLink") != null) {
            assertThat(page.<String>getList("value.id")).hasSize(top);
            seen.addAll(page.getList("value.id"));
            page = arm.follow(page.getString("nextLink"))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            followed++;
        }
        seen.addAll(page.getList("value.id"));

        assertThat(seen).hasSize(items).doesNotHaveDuplicates();
        assertThat(followed).isEqualTo(pages);
    }

    @Test
    void aPageKeepsFilterAndShowsOnlyWhatIsVisible() {
        String reader = UUID.randomUUID().toString();
        String visible = first + "/providers/Microsoft.Storage/storageAccounts/listedb";
        decisions.allow(reader, "Microsoft.Storage/storageAccounts/read", visible);

        arm.as(reader)
                .get(arm.subscription() + "/resources?api-version=2022-10-01&$top=1")
                .then()
                .statusCode(200)
                .body("value.id", equalTo(List.of(visible)))
                .body("nextLink", nullValue());
        String next = arm.get(
                        arm.subscription() + "/resources",
                        "&$top=1&$expand=createdTime&$filter=resourceGroup%20eq%20'listed-second'")
                .body("value[0].createdTime", notNullValue())
                .body("value[0].changedTime", nullValue())
                .extract()
                .path("nextLink");
        arm.follow(next)
                .body("value.name", equalTo(List.of("othere")))
                .body("value[0].createdTime", notNullValue())
                .body("nextLink", nullValue());
    }

    @Test
    void aFilteredPageIsFoundBehindMoreRowsThanAreReadAtOnce() {
        ArmCaller other = ArmCaller.ofNewSubscription(service, issuer, decisions);
        String many = other.group("many", "{}");
        for (int i = 0; i < 101; i++) {
            other.account(many, "row" + (1000 + i), "{}");
        }
        String last = other.account(many, "zlast", "{'env':'test'}");
        String list = many + "/resources?api-version=2022-10-01&$top=1&$filter=tagName%20eq%20'env'";

        other.get(many + "/resources", "&$top=1&$filter=tagName%20eq%20'env'")
                .statusCode(200)
                .body("value.id", equalTo(List.of(last)))
                .body("nextLink", nullValue());
        String reader = UUID.randomUUID().toString();
        decisions.allow(reader, "Microsoft.Storage/storageAccounts/read", last);
        other.as(reader).get(list).then().statusCode(200).body("value.id", equalTo(List.of(last)));
    }

    @Test
    void groupsAreFoundByTag() {
        arm.get(arm.subscription() + "/resourceGroups", "&$filter=tagname%20eq%20'env'%20and%20tagvalue%20eq%20'prod'")
                .body("value.id", equalTo(List.of(second)));
    }

    @Test
    void headSaysWhetherThereIsOne() {
        String account = first + "/providers/Microsoft.Storage/storageAccounts/";
        arm.head(account + "listeda").statusCode(204);
        arm.head(account + "none0").statusCode(404);
        String vault = first + "/providers/Microsoft.KeyVault/vaults/headed";
        calls.answer("keyvault", "GET", vault, PeerAnswer.json(200, "{\"id\":\"" + vault + "\"}"));
        arm.head(vault).statusCode(204);
    }

    @Test
    void answersSayWhatIsLeftOfTheLimits() {
        int before = remaining();
        int after = remaining();

        assertThat(after).isEqualTo(before - 1);
        arm.get(arm.subscription() + "/resourceGroups/none", "")
                .statusCode(404)
                .header("x-ms-ratelimit-remaining-subscription-reads", matchesPattern("[0-9]+"))
                .header("x-ms-routing-request-id", matchesPattern("MLTWIN:.+Z:.+"));
        arm.send("PATCH", first, "{}").header("x-ms-ratelimit-remaining-subscription-writes", matchesPattern("[0-9]+"));
        arm.get("/tenants", "").header("x-ms-ratelimit-remaining-tenant-reads", matchesPattern("[0-9]+"));
    }

    private static int remaining() {
        return Integer.parseInt(arm.get(first, "").extract().header("x-ms-ratelimit-remaining-subscription-reads"));
    }

    @Test
    void providersHaveTypesAliasesAndOperations() {
        arm.get(arm.subscription() + "/providers/Microsoft.MachineLearningServices/resourceTypes", "")
                .statusCode(200)
                .body("value.resourceType", hasItems("workspaces", "workspaces/computes"))
                .body("value.locations", everyItem(hasItem("East US")));
        arm.get("/providers/Microsoft.MachineLearningServices", "&$expand=resourceTypes/aliases")
                .statusCode(200)
                .body(
                        "resourceTypes[0].aliases.name",
                        hasItem("Microsoft.MachineLearningServices/workspaces/containerRegistry"));
        arm.get("/providers/Microsoft.KeyVault", "").body("resourceTypes[0].aliases", nullValue());
        calls.answer(
                "identity",
                "GET",
                "/providers/Microsoft.Authorization/providerOperations/Microsoft.KeyVault",
                PeerAnswer.json(200, """
                        {"displayName":"Key Vault","operations":[],"resourceTypes":[{"name":"vaults","displayName":"vaults","operations":[
                         {"name":"Microsoft.KeyVault/vaults/read","displayName":"read vaults","isDataAction":false}]}]}"""));
        arm.get("/providers/Microsoft.KeyVault/operations", "")
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].name", equalTo("Microsoft.KeyVault/vaults/read"))
                .body("value[0].display.resource", equalTo("vaults"));
    }
}
