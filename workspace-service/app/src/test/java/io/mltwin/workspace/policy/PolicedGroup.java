package io.mltwin.workspace.policy;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.workspace.arm.ArmCaller;
import io.restassured.response.ValidatableResponse;
import java.util.concurrent.atomic.AtomicInteger;

/** A group with a storage account to judge, and a definition that wants a tag of it. */
final class PolicedGroup {

    static final String VERSION = "?api-version=2021-06-01";
    static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";

    private static final AtomicInteger NAMES = new AtomicInteger();

    final String group;
    final String account;
    final String definition;

    private final ArmCaller arm;

    /**
     * @param tag what the definition's parameter {@code tag} is
     */
    PolicedGroup(ArmCaller arm, String tag) {
        this.arm = arm;
        int number = NAMES.incrementAndGet();
        group = arm.group("policies" + number, "{'env':'test'}");
        account = group + "/providers/Microsoft.Storage/storageAccounts/policed" + number;
        definition = arm.subscription() + AUTHORIZATION + "policyDefinitions/env-tag-" + number;
        put(definition, """
                        {'properties':{'displayName':'Tags','mode':'All','policyRule':{
                          'if':{'allOf':[
                            {'field':'type','equals':'Microsoft.Storage/storageAccounts'},
                            {'field':'[concat(\\'tags[\\', parameters(\\'tag\\'), \\']\\')]','exists':'false'}]},
                          'then':{'effect':'[parameters(\\'effect\\')]'}},
                         'parameters':{'tag':{T},
                          'effect':{'type':'String','allowedValues':['deny','audit','disabled'],'defaultValue':'deny'}}}}""".replace("{T}", tag))
                .statusCode(201)
                .body("properties.policyType", equalTo("Custom"))
                .body("properties.metadata.createdBy", equalTo(arm.owner()));
    }

    ValidatableResponse put(String id, String body) {
        return arm.asOwner().body(json(body)).put(id + VERSION).then();
    }

    /** Single quotes are double ones, escaped ones are single. */
    private static String json(String text) {
        return text.replace("\\'", "\u0000").replace('\'', '"').replace('\u0000', '\'');
    }

    String assign(String scope, String properties) {
        String id = scope + AUTHORIZATION + "policyAssignments/a" + NAMES.incrementAndGet();
        put(id, "{'properties':{'policyDefinitionId':'" + definition + "'" + properties + "}}")
                .statusCode(201)
                .body("properties.scope", equalTo(scope))
                .body("properties.enforcementMode", containsString("e"));
        return id;
    }

    ValidatableResponse account(String tags) {
        return put(
                account, "{'location':'eastus','sku':{'name':'Standard_LRS'},'kind':'StorageV2','tags':" + tags + "}");
    }

    ValidatableResponse states(String scope) {
        return arm.asOwner()
                .post(scope + "/providers/Microsoft.PolicyInsights/policyStates/latest/queryResults" + VERSION)
                .then()
                .statusCode(200);
    }
}
