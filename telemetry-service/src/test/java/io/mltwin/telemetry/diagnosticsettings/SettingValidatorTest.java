package io.mltwin.telemetry.diagnosticsettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a diagnostic setting may say; the first row that does not hold answers. */
class SettingValidatorTest {

    private static final ArmResourceId WORKSPACE = ArmResourceId.parse(
            "/subscriptions/s/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'workspaceId':'w','logs':[{'category':'RunEvent','retentionPolicy':{'days':365}},{'categoryGroup':'audit'}]} | passes",
                "{'storageAccountId':'s','metrics':[{'category':'AllMetrics'}],'eventHubName':null} | passes",
                "null | 400 The properties of a diagnostic setting are missing.",
                "{'eventHubName':'e','marketplacePartnerId':'p'} | 501 An event hub as the destination of diagnostic logs",
                "{'eventHubAuthorizationRuleId':'e'} | 501 An event hub as the destination of diagnostic logs",
                "{'serviceBusRuleId':'e'} | 501 An event hub as the destination of diagnostic logs",
                "{'marketplacePartnerId':'p'} | 501 A partner as the destination of diagnostic logs",
                "{'logs':[{'category':'RunEvent'}]} | 400 At least one destination is needed: storageAccountId or workspaceId.",
                "{'workspaceId':'w'} | 400 At least one category of logs or metrics is needed.",
                "{'workspaceId':'w','logs':[{}]} | 400 Each of logs has a category or a categoryGroup.",
                "{'workspaceId':'w','logs':[{'category':'a','categoryGroup':'b'}]} | 400 Each of logs has a category or a categoryGroup.",
                "{'workspaceId':'w','logs':[{'category':'RunEvent','retentionPolicy':{'days':366}}]} | 400 The days of a retention policy are 0 to 365.",
                "{'workspaceId':'w','metrics':[{'category':'AllMetrics','retentionPolicy':{'days':-1}}]} | 400 The days of a retention policy are 0 to 365.",
                "{'workspaceId':'w','logs':[{'category':'Other'}]} | 400 Category 'Other' is not supported.",
                "{'workspaceId':'w','logs':[{'categoryGroup':'other'}]} | 400 Category 'other' is not supported.",
                "{'workspaceId':'w','metrics':[{'category':'Other'}]} | 400 Metric category 'Other' is not supported.",
                "{'workspaceId':'w','logs':[{'category':'RunEvent'},{'category':'RunEvent'}]} | 400 Category 'RunEvent' is given twice."
            })
    void firstRowThatDoesNotHoldAnswers(String properties, String expected) {
        SettingBody body = Json.read("{\"properties\":" + properties.replace('\'', '"') + "}", SettingBody.class);

        AzureException refused =
                catchThrowableOfType(AzureException.class, () -> SettingValidator.validate(WORKSPACE, body));

        assertThat(refused == null ? "passes" : refused.status() + " " + refused.getMessage())
                .startsWith(expected);
    }
}
