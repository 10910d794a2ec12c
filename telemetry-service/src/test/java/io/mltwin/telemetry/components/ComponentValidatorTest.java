package io.mltwin.telemetry.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentValidatorTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Flow_Type, 'Redfield'",
                "IngestionMode, 'LogAnalytics'",
                "IngestionMode, 'ApplicationInsightsWithDiagnosticSettings'",
                "publicNetworkAccessForIngestion, 'Disabled'",
                "publicNetworkAccessForQuery, 'Disabled'",
                "DisableIpMasking, true",
                "DisableLocalAuth, true",
                "ForceCustomerStorageForProfiler, true",
                "ImmediatePurgeDataOn30Days, true",
                "SamplingPercentage, 50"
            })
    void aSettingThatIsNotEnforcedIsRefusedByItsName(String property, String value) {
        assertThatThrownBy(() -> validate("'" + property + "':" + value))
                .isInstanceOfSatisfying(AzureException.class, fault -> {
                    assertThat(fault.status()).isEqualTo(501);
                    assertThat(fault.getMessage()).contains("'" + property + "'");
                });
    }

    /** What a GET shows can be sent again, as Azure's clients do when they change one setting. */
    @Test
    void unchangedComponentPasses() {
        assertThatCode(() -> validate("'Application_Type':'web','Flow_Type':'bluefield','Request_Source':'rest',"
                        + "'WorkspaceResourceId':'/subscriptions/0a/resourceGroups/rg1/providers/Microsoft.OperationalInsights/workspaces/w','IngestionMode':'LogAnalytics',"
                        + "'publicNetworkAccessForIngestion':'Enabled','publicNetworkAccessForQuery':'Enabled',"
                        + "'DisableIpMasking':false,'DisableLocalAuth':false,'ForceCustomerStorageForProfiler':false,"
                        + "'ImmediatePurgeDataOn30Days':false,'SamplingPercentage':100,'RetentionInDays':90"))
                .doesNotThrowAnyException();
    }

    private static void validate(String properties) throws JsonProcessingException {
        String body = "{'location':'eastus','properties':{" + properties + "}}";
        ComponentValidator.validate(Json.read(body.replace('\'', '"'), ComponentBody.class));
    }
}
