package io.mltwin.workspace.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request for a search service may say. */
class SearchServiceBodyTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ab | {'location':'East US','sku':{'name':'basic'}} | 0",
                "search-1 |"
                        + " {'location':'eastus','sku':{'name':'standard'},'properties':{'replicaCount':3,'hostingMode':'default'}}"
                        + " | 0",
                "a | {'location':'eastus','sku':{'name':'basic'}} | 400",
                "-abc | {'location':'eastus','sku':{'name':'basic'}} | 400",
                "ab--c | {'location':'eastus','sku':{'name':'basic'}} | 400",
                "Abc | {'location':'eastus','sku':{'name':'basic'}} | 400",
                "abc | {'location':'eastus'} | 400",
                "abc | {'location':'eastus','sku':{}} | 400",
                "abc | {'location':'eastus','sku':{'name':'huge'}} | 400",
                "abc | {'location':'eastus','sku':{'name':'basic'},'properties':{'replicaCount':0}}" + " | 400",
                "abc |" + " {'location':'eastus','sku':{'name':'basic'},'properties':{'partitionCount':13}}" + " | 400",
                "abc |"
                        + " {'location':'eastus','sku':{'name':'basic'},'properties':{'hostingMode':'highDensity'}}"
                        + " | 501",
                "abc |"
                        + " {'location':'eastus','sku':{'name':'basic'},'properties':{'publicNetworkAccess':'disabled'}}"
                        + " | 501",
                "abc |"
                        + " {'location':'eastus','sku':{'name':'basic'},'identity':{'type':'SystemAssigned'}}"
                        + " | 501"
            })
    void whatMayBeSaid(String name, String text, int status) throws Exception {
        SearchServiceBody body = Json.read(text.replace('\'', '"'), SearchServiceBody.class);
        if (status == 0) {
            validate(name, body);
            return;
        }
        assertThatThrownBy(() -> validate(name, body))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(status));
    }

    private static void validate(String name, SearchServiceBody body) {
        SearchServiceProvider.NAME.require(name);
        SearchServiceBody.RULES.check(body);
    }
}
