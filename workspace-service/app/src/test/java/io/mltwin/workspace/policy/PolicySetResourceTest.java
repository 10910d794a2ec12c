package io.mltwin.workspace.policy;

import static io.mltwin.workspace.policy.PolicedGroup.AUTHORIZATION;
import static io.mltwin.workspace.policy.PolicedGroup.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policy set definitions: written, refused, and judging by each of their policies. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PolicySetResourceTest {

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
    private String set;

    @BeforeEach
    void seed() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        policed = new PolicedGroup(arm, "{'type':'String'}");
        group = policed.group;
        definition = policed.definition;
        set = arm.subscription() + AUTHORIZATION + "policySetDefinitions/tags";
    }

    /** {D} in the body is the definition. */
    private ValidatableResponse put(String id, String body) {
        return policed.put(id, body.replace("{D}", definition));
    }

    private ValidatableResponse putSet() {
        return put(set, """
                {'properties':{'displayName':'Two tags','metadata':{'category':'Tags'},
                 'parameters':{'second':{'type':'String'},'effect':{'type':'String','defaultValue':'audit'}},
                 'policyDefinitions':[
                  {'policyDefinitionId':'{D}','policyDefinitionReferenceId':'env','parameters':{'tag':{'value':'env'}}},
                  {'policyDefinitionId':'{D}','policyDefinitionReferenceId':'second','parameters':{
                   'tag':{'value':'[parameters(\\'second\\')]'},'effect':{'value':'[parameters(\\'effect\\')]'}}}]}}""");
    }

    private ValidatableResponse assign(String properties) {
        return put(
                group + AUTHORIZATION + "policyAssignments/both",
                "{'properties':{'policyDefinitionId':'" + set + "'" + properties + "}}");
    }

    private ValidatableResponse insights(String operation) {
        return arm.asOwner()
                .post(group + "/providers/Microsoft.PolicyInsights/policyStates/latest/" + operation + VERSION)
                .then()
                .statusCode(200);
    }

    @Test
    void eachPolicyOfAnAssignedSetJudgesWithItsOwnParameters() {
        putSet().statusCode(201).body("properties.policyType", equalTo("Custom"));
        putSet().statusCode(200);
        assign(",'parameters':{'second':{'value':'team'}},'nonComplianceMessages':["
                        + "{'message':'no'},{'message':'no env','policyDefinitionReferenceId':'env'}]")
                .statusCode(201);

        policed.account("{'team':'a'}")
                .statusCode(403)
                .body("error.code", equalTo("RequestDisallowedByPolicy"))
                .body("error.message", containsString("no env"))
                .body("error.additionalInfo", hasSize(1))
                .body("error.additionalInfo[0].info.policySetDefinitionId", equalTo(set))
                .body("error.additionalInfo[0].info.policyDefinitionReferenceId", equalTo("env"));
        policed.account("{'env':'a'}").statusCode(org.hamcrest.Matchers.lessThan(300));
        insights("queryResults")
                .body("value", hasSize(2))
                .body("value.find { it.policyDefinitionReferenceId == 'env' }.complianceState", equalTo("Compliant"))
                .body(
                        "value.find { it.policyDefinitionReferenceId == 'second' }.complianceState",
                        equalTo("NonCompliant"))
                .body("value.policySetDefinitionId", hasItem(set))
                .body("value.policySetDefinitionCategory", hasItem("Tags"));
        insights("summarize")
                .body("value[0].policyAssignments[0].policySetDefinitionId", equalTo(set))
                .body("value[0].policyAssignments[0].policyDefinitions", hasSize(2))
                .body("value[0].results.nonCompliantResources", equalTo(1))
                .body("value[0].results.nonCompliantPolicies", equalTo(1));

        assign(",'parameters':{'second':{'value':'team'},'effect':{'value':'deny'}}")
                .statusCode(201);
        policed.account("{'env':'a'}").statusCode(403);
        policed.account("{'env':'a','team':'b'}").statusCode(200);
    }

    @Test
    void usedDefinitionIsNotDeleted() {
        putSet().statusCode(201);
        assign(",'parameters':{'second':{'value':'team'}}").statusCode(201);
        assertThat(delete(definition, 400)).isEqualTo("InvalidDeletePolicyDefinitionRequest");
        assertThat(delete(set, 400)).isEqualTo("InvalidDeletePolicySetDefinitionRequest");
        put(
                        definition,
                        "{'properties':{'mode':'All','policyRule':{'if':{'field':'type','equals':'x/y'},'then':{'effect':'deny'}}}}")
                .statusCode(400)
                .body("error.code", equalTo("InvalidPolicyParameterUpdate"));

        delete(group + AUTHORIZATION + "policyAssignments/both", 200);
        delete(set, 200);
        delete(set, 204);
        delete(definition, 200);
        arm.asOwner().get(set + VERSION).then().statusCode(404);
    }

    private String delete(String id, int status) {
        return status == 204
                ? arm.asOwner()
                        .delete(id + VERSION)
                        .then()
                        .statusCode(204)
                        .extract()
                        .asString()
                : arm.asOwner()
                        .delete(id + VERSION)
                        .then()
                        .statusCode(status)
                        .extract()
                        .path("error.code");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | 400 | InvalidCreatePolicySetDefinitionRequest",
                "{'policyDefinitions':[]} | 400 | InvalidCreatePolicySetDefinitionRequest",
                "{'policyDefinitions':[{}]} | 400 | InvalidCreatePolicySetDefinitionRequest",
                "{'policyDefinitions':[{'policyDefinitionId':'{D}-none'}]} | 404 | PolicyDefinitionNotFound",
                "{'policyDefinitions':[{'policyDefinitionId':'{D}'}]} | 400 | MissingPolicyParameter",
                "{'policyDefinitions':[{'policyDefinitionId':'{D}','parameters':{'tag':{'value':'a'},'x':{'value':1}}}]} | 400 | UndefinedPolicyParameter",
                "{'policyDefinitions':[{'policyDefinitionId':'{D}','parameters':{'tag':{'value':7}}}]} | 400 | InvalidPolicyParameterType",
                "{'policyDefinitions':[{'policyDefinitionId':'{D}','parameters':{'tag':{'value':'a'},'effect':{'value':'modify'}}}]} | 400 | PolicyParameterValueNotAllowed",
                "{'policyDefinitions':[{'policyDefinitionId':'{D}','parameters':{'tag':{'value':'[parameters(\\'none\\')]'}}}]} | 400 | InvalidCreatePolicySetDefinitionRequest",
                "{'policyDefinitions':[{'policyDefinitionId':'{D}','parameters':{'tag':{'value':'[concat(\\'a\\')]'}}}]} | 501 | NotImplemented",
                "{'policyDefinitions':[{'policyDefinitionId':'{D}','groupNames':['g'],'parameters':{'tag':{'value':'a'}}}]} | 400 | InvalidCreatePolicySetDefinitionRequest",
                "{'policyDefinitions':[{'policyDefinitionId':'{D}','policyDefinitionReferenceId':'r','parameters':{'tag':{'value':'a'}}},{'policyDefinitionId':'{D}','policyDefinitionReferenceId':'R','parameters':{'tag':{'value':'a'}}}]} | 400 | InvalidCreatePolicySetDefinitionRequest",
                "{'policyDefinitions':[{'policyDefinitionId':'{D}','parameters':{'tag':{'value':'a'}}}]} | 201 |"
            })
    void whatASetMaySay(String properties, int status, String code) {
        ValidatableResponse answer =
                put(set, "{'properties':" + properties + "}").statusCode(status);
        if (code != null) {
            answer.body("error.code", equalTo(code));
            arm.asOwner().get(set + VERSION).then().statusCode(404);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'' | MissingPolicyParameter",
                ",'parameters':{'second':{'value':1}} | InvalidPolicyParameterType",
                ",'parameters':{'second':{'value':'a'},'third':{'value':'a'}} | UndefinedPolicyParameter",
                ",'parameters':{'second':{'value':'a'},'effect':{'value':'modify'}} | PolicyParameterValueNotAllowed"
            })
    void anAssignmentGivesWhatTheSetAsksFor(String properties, String code) {
        putSet().statusCode(201);
        assign(properties.equals("''") ? "" : properties).statusCode(400).body("error.code", equalTo(code));
    }
}
