package io.mltwin.workspace.policy;

import static io.mltwin.workspace.policy.PolicedGroup.AUTHORIZATION;
import static io.mltwin.workspace.policy.PolicedGroup.VERSION;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policy definitions and assignments over HTTPS: written, refused, listed and kept while used. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PolicyDefinitionResourceTest {

    private static final String BUILT_IN = AUTHORIZATION + "policyDefinitions/";
    private static final String CMK = BUILT_IN + "ba769a63-b8cc-4b2d-abf6-ac33c7204be8";
    private static final String PRIVATE_LINK = BUILT_IN + "40cec1dd-a100-4920-b15b-3024fe8901ab";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private ArmCaller arm;
    private PolicedGroup policed;
    private String group;
    private String definition;

    @BeforeEach
    void seed() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        policed = new PolicedGroup(arm, "{'type':'String','defaultValue':'env'}");
        group = policed.group;
        definition = policed.definition;
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
        ValidatableResponse answer = policed.put(
                group + AUTHORIZATION + "policyAssignments/tried",
                "{'properties':{" + properties.replace("{PL}", PRIVATE_LINK).replace("{CMK}", CMK) + "}}");

        answer.statusCode(status);
        if (code != null) {
            answer.body("error.code", equalTo(code));
        }
        arm.asOwner()
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
        policed.put(definition + "-bad", "{'properties':" + properties + "}")
                .statusCode(status)
                .body("error.code", equalTo(code));
        arm.asOwner().get(definition + "-bad" + VERSION).then().statusCode(404);
    }

    @Test
    void aDefinitionInUseStaysAndKeepsItsParameters() {
        String assignment = policed.assign(group, "");

        arm.asOwner()
                .delete(definition + VERSION)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidDeletePolicyDefinitionRequest"))
                .body("error.message", containsString(assignment));
        policed.put(
                        definition,
                        "{'properties':{'policyRule':{'if':{'field':'type','equals':'x'},'then':{'effect':'deny'}}}}")
                .statusCode(400)
                .body("error.code", equalTo("InvalidPolicyParameterUpdate"));
        policed.put(definition, """
                        {'properties':{'policyRule':{'if':{'field':'type','equals':'x'},'then':{'effect':'[parameters(\\'effect\\')]'}},
                         'parameters':{'tag':{'type':'String','defaultValue':'env'},
                          'effect':{'type':'String','defaultValue':'modify'}}}}""").statusCode(501);
        policed.account("{'env':'x'}").statusCode(200);
        arm.asOwner().delete(assignment + VERSION).then().statusCode(200);
        arm.asOwner().delete(definition + VERSION).then().statusCode(200);
        arm.asOwner().delete(definition + VERSION).then().statusCode(204);
    }

    @Test
    void azuresOwnDefinitionsAreThereForEveryoneAndUnchangeable() {
        arm.as(UUID.randomUUID().toString())
                .get(CMK + VERSION)
                .then()
                .statusCode(200)
                .body("id", equalTo(CMK))
                .body("properties.policyType", equalTo("BuiltIn"))
                .body(
                        "properties.parameters.effect.allowedValues",
                        equalTo(java.util.List.of("Audit", "Deny", "Disabled")));
        arm.asOwner()
                .get(arm.subscription() + BUILT_IN + "40cec1dd-a100-4920-b15b-3024fe8901ab" + VERSION)
                .then()
                .statusCode(200)
                .body("id", equalTo(PRIVATE_LINK));
        arm.asOwner()
                .get(arm.subscription()
                        + AUTHORIZATION
                        + "policyDefinitions"
                        + VERSION
                        + "&$filter=policyType%20eq%20'BuiltIn'%20and%20category%20eq%20'Machine%20Learning'")
                .then()
                .statusCode(200)
                .body("value.id", equalTo(java.util.List.of(CMK, PRIVATE_LINK)));
        policed.put(arm.subscription() + CMK, "{'properties':{}}")
                .statusCode(400)
                .body("error.code", equalTo("InvalidPolicyDefinitionRequest"));
    }

    @Test
    void listsShowWhatAppliesAndWhatLiesBelow() {
        String upper = policed.assign(arm.subscription(), ",'enforcementMode':'DoNotEnforce'");
        String lower = policed.assign(group, "");
        String list = group + AUTHORIZATION + "policyAssignments" + VERSION;
        try {
            arm.asOwner().get(list).then().body("value.id", hasItem(upper)).body("value.id", hasItem(lower));
            arm.asOwner()
                    .get(list + "&$filter=atExactScope()")
                    .then()
                    .body("value.id", equalTo(java.util.List.of(lower)));
            arm.asOwner()
                    .get(arm.subscription() + AUTHORIZATION + "policyAssignments" + VERSION)
                    .then()
                    .body("value.id", hasItem(lower));
            arm.asOwner()
                    .get(arm.subscription() + AUTHORIZATION + "policyAssignments" + VERSION + "&$filter=atScope()")
                    .then()
                    .body("value.id", org.hamcrest.Matchers.not(hasItem(lower)));
        } finally {
            arm.asOwner().delete(upper + VERSION).then().statusCode(200);
        }
    }
}
