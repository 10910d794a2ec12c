package io.mltwin.workspace.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.policy.rules.ExistenceRule.Scope;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What auditIfNotExists looks for, where, and which of its details are refused. */
class ExistenceRuleTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCOUNT =
            "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Storage/storageAccounts/a1";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'Microsoft.KeyVault/vaults'} | RESOURCE_GROUP | ",
                "{'type':'Microsoft.KeyVault/vaults','existenceScope':'Subscription'} | SUBSCRIPTION | ",
                "{'type':'Microsoft.KeyVault/vaults','existenceScope':'resourcegroup','name':'v'} | RESOURCE_GROUP | v",
                "{'type':'Microsoft.Security/pricings','name':'Dns','existenceScope':'subscription'} | SUBSCRIPTION | Dns",
                "{'type':'Microsoft.Security/assessments','name':'k'} | RESOURCE | k",
                "{'type':'microsoft.insights/diagnosticsettings','name':'[field(`name`)]'} | RESOURCE | a1",
                "{'type':'Microsoft.KeyVault/vaults','name':'[concat(parameters(`p`),`-v`)]'} | RESOURCE_GROUP | x-v"
            })
    void theOtherResourceIsLookedFor(String details, Scope scope, String name) throws JsonProcessingException {
        ExistenceRule rule = rule(details).existence();

        assertThat(rule.scope()).isEqualTo(scope);
        assertThat(rule.name(subject(ACCOUNT, "{}"), Map.of("p", read("'x'")))).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | 400",
                "7 | 400",
                "{'type':'vaults'} | 400",
                "{'type':'Microsoft.KeyVault/vaults','existenceScope':'everywhere'} | 400",
                "{'type':'Microsoft.KeyVault/vaults','colour':'red'} | 400",
                "{'type':'Microsoft.KeyVault/vaults','existenceCondition':{'field':'nonsense','equals':'x'}} | 400",
                "{'type':'Microsoft.KeyVault/vaults','resourceGroupName':'g'} | 501",
                "{'type':'Microsoft.KeyVault/vaults','evaluationDelay':'AfterProvisioning'} | 501",
                "{'type':'Microsoft.KeyVault/vaults','roleDefinitionIds':[]} | 501",
                "{'type':'Microsoft.Security/assessments'} | 501",
                "{'type':'Microsoft.KeyVault/vaults/secrets'} | 501"
            })
    void detailsThatCannotBeKeptAreRefused(String details, int status) {
        assertThatThrownBy(() -> rule(details))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(status));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Standard, true", "standard, true", "Free, false"})
    void theConditionIsOneOfTheOtherResource(String tier, boolean accepted) throws JsonProcessingException {
        ExistenceRule rule = rule("{'type':'Microsoft.Security/pricings','name':'Dns','existenceScope':'subscription',"
                        + "'existenceCondition':{'field':'Microsoft.Security/pricings/pricingTier','equals':'Standard'}}")
                .existence();

        assertThat(rule.accepts(
                        subject(
                                "/subscriptions/s1/providers/Microsoft.Security/pricings/Dns",
                                "{'properties':{'pricingTier':'" + tier + "'}}"),
                        Map.of()))
                .isEqualTo(accepted);
    }

    private static PolicyRule rule(String details) throws JsonProcessingException {
        return RuleParser.parse(
                read("{'if':{'field':'name','equals':'a1'},'then':{'effect':'auditIfNotExists','details':"
                        + details
                        + "}}"),
                Set.of("p"),
                "def1");
    }

    private static PolicySubject subject(String id, String body) throws JsonProcessingException {
        return PolicySubject.ofPut(ArmResourceId.parse(id), read(body), () -> null);
    }

    /** JSON with single quotes; a backtick is one in a text. */
    private static JsonNode read(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace('\'', '"').replace('`', '\''));
    }
}
