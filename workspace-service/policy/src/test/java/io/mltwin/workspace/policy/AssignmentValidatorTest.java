package io.mltwin.workspace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy assignment may say, before its definition is read. */
class AssignmentValidatorTest {

    private static final String GROUP = "/subscriptions/20000000-0000-4000-8000-000000000001/resourceGroups/rg1";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'properties':{'policyDefinitionId':'d','scope':'GROUP','notScopes':['GROUP/providers/Microsoft.Storage/storageAccounts/a']},'identity':{'type':'None'}} | passes",
                "{'properties':{'policyDefinitionId':'d','overrides':[],'resourceSelectors':null}} | passes",
                "{} | 400 The policy assignment 'a1' is invalid: properties.policyDefinitionId is missing.",
                "{'properties':{}} | 400 The policy assignment 'a1' is invalid: properties.policyDefinitionId is missing.",
                "{'properties':{'policyDefinitionId':'d','resourceSelectors':[{'name':'s'}]}} | 501 properties.resourceSelectors of policy assignments",
                "{'properties':{'policyDefinitionId':'d','overrides':[{'kind':'k'}]}} | 501 properties.overrides of policy assignments",
                "{'properties':{'policyDefinitionId':'d'},'identity':{'type':'SystemAssigned'}} | 501 A policy assignment's identity, which only remediating effects need,",
                "{'properties':{'policyDefinitionId':'d','scope':'GROUP2'}} | 400 The policy assignment 'a1' is invalid: properties.scope is another scope than that of the request.",
                "{'properties':{'policyDefinitionId':'d','notScopes':['GROUP2']}} | 400 The policy assignment 'a1' is invalid: the excluded scope 'GROUP2' does not lie below its scope."
            })
    void firstRuleThatDoesNotHoldAnswers(String text, String expected) {
        AssignmentBody body = Json.read(text.replace("GROUP", GROUP).replace('\'', '"'), AssignmentBody.class);
        ArmResourceId id = ArmResourceId.parse(GROUP + "/providers/Microsoft.Authorization/policyAssignments/a1");

        AzureException refused =
                catchThrowableOfType(AzureException.class, () -> AssignmentValidator.validate(id, body));

        assertThat(refused == null ? "passes" : refused.status() + " " + refused.getMessage())
                .startsWith(expected.replace("GROUP", GROUP));
    }
}
