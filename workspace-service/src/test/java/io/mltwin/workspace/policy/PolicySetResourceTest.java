package io.mltwin.workspace.policy;

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
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policy set definitions: written, refused, and judging by each of their policies. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PolicySetResourceTest {

    private static final String AUDIENCE = "https://management.azure.com/";
    private static final String OWNER = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION_ID = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION = "/subscriptions/" + SUBSCRIPTION_ID;
    private static final String VERSION = "?api-version=2021-06-01";
    private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform ServiceUnderTest service;

    private String group;
    private String account;
    private String definition;
    private String set;

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
        group = SUBSCRIPTION + "/resourceGroups/sets" + number;
        account = group + "/providers/Microsoft.Storage/storageAccounts/setpoliced" + number;
        definition = SUBSCRIPTION + AUTHORIZATION + "policyDefinitions/tag-" + number;
        set = SUBSCRIPTION + AUTHORIZATION + "policySetDefinitions/tags-" + number;
        put(group, "{'location':'eastus'}").statusCode(201);
        put(
                        definition,
                        """
                        {'properties':{'mode':'All','policyRule':{
                          'if':{'allOf':[
                            {'field':'type','equals':'Microsoft.Storage/storageAccounts'},
                            {'field':'[concat(\\'tags[\\', parameters(\\'tag\\'), \\']\\')]','exists':'false'}]},
                          'then':{'effect':'[parameters(\\'effect\\')]'}},
                         'parameters':{'tag':{'type':'String'},
                          'effect':{'type':'String','allowedValues':['deny','audit','disabled'],'defaultValue':'deny'}}}}""")
                .statusCode(201);
    }

    private RequestSpecification asOwner() {
        return service.given("management")
                .header("Authorization", "Bearer " + issuer.aad(AUDIENCE, OWNER).sign())
                .contentType(ContentType.JSON);
    }

    private ValidatableResponse put(String id, String body) {
        return asOwner().body(json(body)).put(id + VERSION).then();
    }

    /** Single quotes are double ones, escaped ones are single; {D} is the definition. */
    private String json(String text) {
        return text.replace("{D}", String.valueOf(definition))
                .replace("\\'", "\u0000")
                .replace('\'', '"')
                .replace('\u0000', '\'');
    }

    private ValidatableResponse putSet() {
        return put(
                set,
                """
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

    private ValidatableResponse account(String tags) {
        return put(
                account,
                "{'location':'eastus','sku':{'name':'Standard_LRS'},'kind':'StorageV2','tags':"
                        + tags
                        + "}");
    }

    private ValidatableResponse insights(String operation) {
        return asOwner()
                .post(
                        group
                                + "/providers/Microsoft.PolicyInsights/policyStates/latest/"
                                + operation
                                + VERSION)
                .then()
                .statusCode(200);
    }

    @Test
    void eachPolicyOfAnAssignedSetJudgesWithItsOwnParameters() {
        putSet().statusCode(201).body("properties.policyType", equalTo("Custom"));
        putSet().statusCode(200);
        assign(
                        ",'parameters':{'second':{'value':'team'}},'nonComplianceMessages':["
                                + "{'message':'no'},{'message':'no env','policyDefinitionReferenceId':'env'}]")
                .statusCode(201);

        account("{'team':'a'}")
                .statusCode(403)
                .body("error.code", equalTo("RequestDisallowedByPolicy"))
                .body("error.message", containsString("no env"))
                .body("error.additionalInfo", hasSize(1))
                .body("error.additionalInfo[0].info.policySetDefinitionId", equalTo(set))
                .body("error.additionalInfo[0].info.policyDefinitionReferenceId", equalTo("env"));
        account("{'env':'a'}").statusCode(org.hamcrest.Matchers.lessThan(300));
        insights("queryResults")
                .body("value", hasSize(2))
                .body(
                        "value.find { it.policyDefinitionReferenceId == 'env' }.complianceState",
                        equalTo("Compliant"))
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
        account("{'env':'a'}").statusCode(403);
        account("{'env':'a','team':'b'}").statusCode(200);
    }

    @Test
    void whatIsUsedIsNotDeleted() {
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
        asOwner().get(set + VERSION).then().statusCode(404);
    }

    private String delete(String id, int status) {
        return status == 204
                ? asOwner().delete(id + VERSION).then().statusCode(204).extract().asString()
                : asOwner()
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
            asOwner().get(set + VERSION).then().statusCode(404);
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
        assign(properties.equals("''") ? "" : properties)
                .statusCode(400)
                .body("error.code", equalTo(code));
    }
}
