package io.mltwin.workspace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Policies over HTTPS: written, refused, judging storage accounts and groups, and what is flagged.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PolicyResourceTest {

    private static final String AUDIENCE = "https://management.azure.com/";
    private static final String OWNER = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION_ID = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION = "/subscriptions/" + SUBSCRIPTION_ID;
    private static final String VERSION = "?api-version=2021-06-01";
    private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";
    private static final String BUILT_IN = AUTHORIZATION + "policyDefinitions/";
    private static final String CMK = BUILT_IN + "ba769a63-b8cc-4b2d-abf6-ac33c7204be8";
    private static final String PRIVATE_LINK = BUILT_IN + "40cec1dd-a100-4920-b15b-3024fe8901ab";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform ServiceUnderTest service;

    private String group;
    private String account;
    private String definition;

    @BeforeEach
    void seed() {
        decisions.allow(OWNER, "*", SUBSCRIPTION);
        service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .contentType(ContentType.JSON)
                .body(
                        "{\"subscriptions\":[{\"subscriptionId\":\""
                                + SUBSCRIPTION_ID
                                + "\",\"tenantId\":\""
                                + TestIssuer.TENANT
                                + "\",\"displayName\":\"S\"}]}")
                .put("/_mltwin/seed")
                .then()
                .statusCode(200);
        int number = NAMES.incrementAndGet();
        group = SUBSCRIPTION + "/resourceGroups/policies" + number;
        account = group + "/providers/Microsoft.Storage/storageAccounts/policed" + number;
        definition = SUBSCRIPTION + AUTHORIZATION + "policyDefinitions/env-tag-" + number;
        put(group, "{'location':'eastus','tags':{'env':'test'}}").statusCode(201);
        put(
                        definition,
                        """
                        {'properties':{'displayName':'Tags','mode':'All','policyRule':{
                          'if':{'allOf':[
                            {'field':'type','equals':'Microsoft.Storage/storageAccounts'},
                            {'field':'[concat(\\'tags[\\', parameters(\\'tag\\'), \\']\\')]','exists':'false'}]},
                          'then':{'effect':'[parameters(\\'effect\\')]'}},
                         'parameters':{'tag':{'type':'String','defaultValue':'env'},
                          'effect':{'type':'String','allowedValues':['deny','audit','disabled'],'defaultValue':'deny'}}}}""")
                .statusCode(201)
                .body("properties.policyType", equalTo("Custom"))
                .body("properties.metadata.createdBy", equalTo(OWNER));
    }

    private RequestSpecification as(String objectId) {
        return service.given("management")
                .header("Authorization", "Bearer " + issuer.aad(AUDIENCE, objectId).sign())
                .contentType(ContentType.JSON);
    }

    private ValidatableResponse put(String id, String body) {
        return as(OWNER).body(json(body)).put(id + VERSION).then();
    }

    /** Single quotes are double ones, escaped ones are single. */
    private static String json(String text) {
        return text.replace("\\'", "\u0000").replace('\'', '"').replace('\u0000', '\'');
    }

    private String assign(String scope, String properties) {
        String id = scope + AUTHORIZATION + "policyAssignments/a" + NAMES.incrementAndGet();
        put(id, "{'properties':{'policyDefinitionId':'" + definition + "'" + properties + "}}")
                .statusCode(201)
                .body("properties.scope", equalTo(scope))
                .body("properties.enforcementMode", containsString("e"));
        return id;
    }

    private ValidatableResponse account(String tags) {
        return put(
                account,
                "{'location':'eastus','sku':{'name':'Standard_LRS'},'kind':'StorageV2','tags':"
                        + tags
                        + "}");
    }

    private ValidatableResponse states(String scope) {
        return as(OWNER)
                .post(
                        scope
                                + "/providers/Microsoft.PolicyInsights/policyStates/latest/queryResults"
                                + VERSION)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"group", "subscription", "resource"})
    void denyForbidsAtTheScopeAndBelow(String scope) {
        String at =
                switch (scope) {
                    case "group" -> group;
                    case "subscription" -> SUBSCRIPTION;
                    default -> account;
                };
        if (scope.equals("resource")) {
            account("{'env':'x'}").statusCode(200);
        }
        String assignment = assign(at, ",'displayName':'Tags wanted'");
        try {
            account("{}")
                    .statusCode(403)
                    .body("error.code", equalTo("RequestDisallowedByPolicy"))
                    .body("error.message", containsString("'policed"))
                    .body("error.message", containsString(definition))
                    .body("error.additionalInfo[0].type", equalTo("PolicyViolation"))
                    .body("error.additionalInfo[0].info.policyDefinitionId", equalTo(definition))
                    .body("error.additionalInfo[0].info.policyDefinitionEffect", equalTo("deny"))
                    .body("error.additionalInfo[0].info.policyAssignmentId", equalTo(assignment))
                    .body(
                            "error.additionalInfo[0].info.policyAssignmentDisplayName",
                            equalTo("Tags wanted"))
                    .body("error.additionalInfo[0].info.policyAssignmentScope", equalTo(at))
                    .body(
                            "error.additionalInfo[0].info.evaluationDetails.evaluatedExpressions",
                            hasSize(2));
            as(OWNER)
                    .get(account + VERSION)
                    .then()
                    .statusCode(scope.equals("resource") ? 200 : 404);
            account("{'env':'x'}").statusCode(200);
            states(account).body("value.complianceState", hasItem("Compliant"));
        } finally {
            as(OWNER).delete(assignment + VERSION).then().statusCode(200);
        }
        account("{}").statusCode(200);
        states(account).body("value", hasSize(0));
        as(OWNER).delete(assignment + VERSION).then().statusCode(204);
    }

    @Test
    void aPatchIsJudgedByWhatItLeaves() {
        account("{'env':'x'}").statusCode(200);
        assign(group, "");

        as(OWNER)
                .body("{\"tags\":{}}")
                .patch(account + VERSION)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("RequestDisallowedByPolicy"));
        as(OWNER)
                .body("{\"tags\":{\"env\":\"y\"}}")
                .patch(account + VERSION)
                .then()
                .statusCode(200);
        as(OWNER)
                .body("{\"properties\":{\"supportsHttpsTrafficOnly\":true}}")
                .patch(account + VERSION)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                ",'parameters':{'effect':{'value':'audit'}} | 200 | NonCompliant | audit",
                ",'enforcementMode':'DoNotEnforce' | 200 | NonCompliant | deny",
                ",'parameters':{'effect':{'value':'disabled'}} | 200 | |",
                ",'notScopes':['{A}'] | 200 | |",
                ",'parameters':{'tag':{'value':'owner'}} | 403 | |"
            })
    void whatAnAssignmentSaysIsDone(
            String properties, int status, String compliance, String action) {
        assign(group, properties.replace("{A}", account));

        account("{}").statusCode(status);

        if (status == 403) {
            return;
        }
        ValidatableResponse states = states(account);
        if (compliance == null) {
            states.body("value", hasSize(0));
        } else {
            states.body("value", hasSize(1))
                    .body("value[0].complianceState", equalTo(compliance))
                    .body("value[0].policyDefinitionAction", equalTo(action))
                    .body("value[0].isCompliant", equalTo(false))
                    .body("value[0].policyEvaluationDetails", nullValue());
        }
    }

    @Test
    void anEvaluationFlagsWhatStandsAndTouchesNothing() {
        account("{}").statusCode(200);
        String assignment = assign(group, "");
        states(group).body("value", hasSize(0));

        Response triggered =
                as(OWNER)
                        .post(
                                group
                                        + "/providers/Microsoft.PolicyInsights/policyStates/latest/triggerEvaluation"
                                        + VERSION);
        assertThat(triggered.statusCode()).isEqualTo(202);
        String base = "https://" + service.host("management");
        String poll = triggered.header("Location").substring(base.length());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> as(OWNER).get(poll).statusCode(), status -> status != 202);
        as(OWNER).get(poll).then().statusCode(200);

        states(group)
                .body("value", hasSize(1))
                .body("value[0].resourceId", equalTo(account))
                .body("value[0].policyAssignmentId", equalTo(assignment))
                .body("value[0].complianceState", equalTo("NonCompliant"));
        as(OWNER).get(account + VERSION).then().statusCode(200);
        as(OWNER)
                .post(
                        SUBSCRIPTION
                                + "/providers/Microsoft.PolicyInsights/policyStates/latest/queryResults"
                                + VERSION
                                + "&$filter=complianceState%20eq%20'NonCompliant'%20and%20policyAssignmentName%20eq%20'"
                                + assignment.substring(assignment.lastIndexOf('/') + 1)
                                + "'&$select=resourceId&$expand=PolicyEvaluationDetails")
                .then()
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].size()", equalTo(1));
        as(OWNER)
                .post(
                        group
                                + "/providers/Microsoft.PolicyInsights/policyStates/latest/summarize"
                                + VERSION)
                .then()
                .statusCode(200)
                .body("value[0].results.nonCompliantResources", equalTo(1))
                .body("value[0].results.nonCompliantPolicies", equalTo(1))
                .body("value[0].policyAssignments", hasSize(1));
        as(OWNER).delete(account + VERSION).then().statusCode(200);
        states(group).body("value", hasSize(0));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'policyDefinitionId':'{PL}','parameters':{'effect':{'value':'Deny'}} | 400 | PolicyParameterValueNotAllowed",
                "'policyDefinitionId':'{PL}','parameters':{'effect':{'value':'Audit'}} | 201 |",
                "'policyDefinitionId':'{CMK}','parameters':{'effect':{'value':'Deny'}} | 201 |",
                "'policyDefinitionId':'{CMK}','parameters':{'effect':{'value':'deny'}} | 400 | PolicyParameterValueNotAllowed",
                "'policyDefinitionId':'{CMK}','parameters':{'effect':{'value':7}} | 400 | InvalidPolicyParameterType",
                "'policyDefinitionId':'{CMK}','parameters':{'other':{'value':'x'}} | 400 | UndefinedPolicyParameter",
                "'policyDefinitionId':'{CMK}','parameters':[] | 400 | InvalidPolicyAssignmentRequest",
                "'policyDefinitionId':'/providers/Microsoft.Authorization/policyDefinitions/none' | 404 | PolicyDefinitionNotFound",
                "'policyDefinitionId':'/subscriptions/other/providers/Microsoft.Authorization/policyDefinitions/x' | 404 | PolicyDefinitionNotFound",
                "'policyDefinitionId':'/providers/Microsoft.Authorization/policySetDefinitions/x' | 404 | PolicySetDefinitionNotFound",
                "'policyDefinitionId':'/providers/Microsoft.Authorization/locks/x' | 404 | PolicyDefinitionNotFound",
                "'displayName':'x' | 400 | InvalidPolicyAssignmentRequest",
                "'policyDefinitionId':'{CMK}','enforcementMode':'Sometimes' | 400 | InvalidPolicyAssignmentRequest",
                "'policyDefinitionId':'{CMK}','notScopes':['/subscriptions/other'] | 400 | InvalidPolicyAssignmentRequest",
                "'policyDefinitionId':'{CMK}','scope':'/subscriptions/other' | 400 | InvalidPolicyAssignmentRequest",
                "'policyDefinitionId':'{CMK}','overrides':[{'kind':'policyEffect'}] | 501 | NotImplemented"
            })
    void assignments(String properties, int status, String code) {
        ValidatableResponse answer =
                put(
                        group + AUTHORIZATION + "policyAssignments/tried",
                        "{'properties':{"
                                + properties.replace("{PL}", PRIVATE_LINK).replace("{CMK}", CMK)
                                + "}}");

        answer.statusCode(status);
        if (code != null) {
            answer.body("error.code", equalTo(code));
        }
        as(OWNER)
                .get(group + AUTHORIZATION + "policyAssignments/tried" + VERSION)
                .then()
                .statusCode(status == 201 ? 200 : 404);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | 400 | InvalidPolicyRule",
                "{'policyRule':{'if':{'field':'type','equals':'x'}}} | 400 | InvalidPolicyRule",
                "{'policyRule':{'if':{'field':'type','equals':'x'},'then':{'effect':'modify'}}} | 501 | NotImplemented",
                "{'policyRule':{'if':{'field':'Microsoft.Foo/bars/x','equals':'x'},'then':{'effect':'deny'}}} | 400 | InvalidPolicyAlias",
                "{'mode':'Microsoft.KeyVault.Data','policyRule':{'if':{'field':'type','equals':'x'},'then':{'effect':'deny'}}} | 501 | NotImplemented",
                "{'mode':'Odd','policyRule':{'if':{'field':'type','equals':'x'},'then':{'effect':'deny'}}} | 400 | InvalidPolicyRule",
                "{'parameters':{'p':{'type':'Colour'}},'policyRule':{'if':{'field':'type','equals':'x'},'then':{'effect':'deny'}}} | 400 | InvalidPolicyParameters",
                "{'parameters':{'p':{'type':'Array','defaultValue':'x'}},'policyRule':{'if':{'field':'type','equals':'x'},'then':{'effect':'deny'}}} | 400 | InvalidPolicyParameterType",
                "{'policyType':'BuiltIn','policyRule':{'if':{'field':'type','equals':'x'},'then':{'effect':'deny'}}} | 400 | InvalidPolicyDefinitionType",
                "[] | 400 | InvalidRequestContent"
            })
    void malformedDefinitionsAreRefused(String properties, int status, String code) {
        put(definition + "-bad", "{'properties':" + properties + "}")
                .statusCode(status)
                .body("error.code", equalTo(code));
        as(OWNER).get(definition + "-bad" + VERSION).then().statusCode(404);
    }

    @Test
    void aDefinitionInUseStaysAndKeepsItsParameters() {
        String assignment = assign(group, "");

        as(OWNER)
                .delete(definition + VERSION)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidDeletePolicyDefinitionRequest"))
                .body("error.message", containsString(assignment));
        put(
                        definition,
                        "{'properties':{'policyRule':{'if':{'field':'type','equals':'x'},'then':{'effect':'deny'}}}}")
                .statusCode(400)
                .body("error.code", equalTo("InvalidPolicyParameterUpdate"));
        put(
                        definition,
                        """
                        {'properties':{'policyRule':{'if':{'field':'type','equals':'x'},'then':{'effect':'[parameters(\\'effect\\')]'}},
                         'parameters':{'tag':{'type':'String','defaultValue':'env'},
                          'effect':{'type':'String','defaultValue':'modify'}}}}""")
                .statusCode(501);
        account("{'env':'x'}").statusCode(200);
        as(OWNER).delete(assignment + VERSION).then().statusCode(200);
        as(OWNER).delete(definition + VERSION).then().statusCode(200);
        as(OWNER).delete(definition + VERSION).then().statusCode(204);
    }

    @Test
    void azuresOwnDefinitionsAreThereForEveryoneAndUnchangeable() {
        as(UUID.randomUUID().toString())
                .get(CMK + VERSION)
                .then()
                .statusCode(200)
                .body("id", equalTo(CMK))
                .body("properties.policyType", equalTo("BuiltIn"))
                .body(
                        "properties.parameters.effect.allowedValues",
                        equalTo(java.util.List.of("Audit", "Deny", "Disabled")));
        as(OWNER)
                .get(SUBSCRIPTION + BUILT_IN + "40cec1dd-a100-4920-b15b-3024fe8901ab" + VERSION)
                .then()
                .statusCode(200)
                .body("id", equalTo(PRIVATE_LINK));
        as(OWNER)
                .get(
                        SUBSCRIPTION
                                + AUTHORIZATION
                                + "policyDefinitions"
                                + VERSION
                                + "&$filter=policyType%20eq%20'BuiltIn'%20and%20category%20eq%20'Machine%20Learning'")
                .then()
                .statusCode(200)
                .body("value.id", equalTo(java.util.List.of(CMK, PRIVATE_LINK)));
        put(SUBSCRIPTION + CMK, "{'properties':{}}")
                .statusCode(400)
                .body("error.code", equalTo("InvalidPolicyDefinitionRequest"));
    }

    @Test
    void listsShowWhatAppliesAndWhatLiesBelow() {
        String upper = assign(SUBSCRIPTION, ",'enforcementMode':'DoNotEnforce'");
        String lower = assign(group, "");
        String list = group + AUTHORIZATION + "policyAssignments" + VERSION;
        try {
            as(OWNER)
                    .get(list)
                    .then()
                    .body("value.id", hasItem(upper))
                    .body("value.id", hasItem(lower));
            as(OWNER)
                    .get(list + "&$filter=atExactScope()")
                    .then()
                    .body("value.id", equalTo(java.util.List.of(lower)));
            as(OWNER)
                    .get(SUBSCRIPTION + AUTHORIZATION + "policyAssignments" + VERSION)
                    .then()
                    .body("value.id", hasItem(lower));
            as(OWNER)
                    .get(
                            SUBSCRIPTION
                                    + AUTHORIZATION
                                    + "policyAssignments"
                                    + VERSION
                                    + "&$filter=atScope()")
                    .then()
                    .body("value.id", org.hamcrest.Matchers.not(hasItem(lower)));
        } finally {
            as(OWNER).delete(upper + VERSION).then().statusCode(200);
        }
    }

    @Test
    void aGroupThatGoesTakesItsAssignmentsAlong() {
        String assignment = assign(group, "");
        Response deletion = as(OWNER).delete(group + VERSION);
        assertThat(deletion.statusCode()).isEqualTo(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> as(OWNER).get(group + VERSION).statusCode() == 404);
        put(group, "{'location':'eastus'}").statusCode(201);

        as(OWNER).get(assignment + VERSION).then().statusCode(404);
        account("{}").statusCode(200);
    }
}
