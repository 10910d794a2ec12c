package io.mltwin.telemetry.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogWorkspaceValidatorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | passes",
                "{} | passes",
                "{'sku':{'name':'pergb2018'},'retentionInDays':730,'publicNetworkAccessForQuery':'enabled'} | passes",
                "{'sku':{'name':'Gold'}} | 400 properties.sku.name",
                "{'retentionInDays':0} | 400 properties.retentionInDays",
                "{'retentionInDays':731} | 400 properties.retentionInDays",
                "{'publicNetworkAccessForIngestion':'Disabled'} | 501 null",
                "{'publicNetworkAccessForQuery':'Disabled'} | 501 null"
            })
    void settingsThatAWorkspaceCannotHaveAreRefused(String properties, String expected) {
        LogWorkspaceBody body =
                Json.read("{\"properties\":" + properties.replace('\'', '"') + "}", LogWorkspaceBody.class);

        AzureException refused = catchThrowableOfType(AzureException.class, () -> LogWorkspaceValidator.validate(body));

        assertThat(
                        refused == null
                                ? "passes"
                                : refused.status() + " " + refused.content().target())
                .isEqualTo(expected);
    }
}
