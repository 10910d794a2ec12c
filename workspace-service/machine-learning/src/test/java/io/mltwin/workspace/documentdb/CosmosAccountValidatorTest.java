package io.mltwin.workspace.documentdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request for a Cosmos DB account may say. */
class CosmosAccountValidatorTest {

    private static final String GOOD = "{'location':'East"
            + " US','properties':{'databaseAccountOfferType':'Standard','locations':[{'locationName':'eastus'}]MORE}}";

    private static void validate(String name, CosmosAccountBody body, boolean isMachineLearning) {
        CosmosAccountValidator.NAME.require(name);
        CosmosAccountValidator.validate(body, isMachineLearning);
    }

    private static CosmosAccountBody body(String text) throws Exception {
        return Json.read(text.replace('\'', '"'), CosmosAccountBody.class);
    }

    @Test
    void completeAccountPasses() throws Exception {
        validate("account-1", body(GOOD.replace("MORE", "")), false);
        validate("account-1", body(GOOD.replace("MORE", ",'keyVaultKeyUri':'https://k'")), true);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Account | GOOD | 400",
                "ab | GOOD | 400",
                "-abc | GOOD | 400",
                "abc | {} | 400",
                "abc | {'location':'eastus'} | 400",
                "abc | {'location':'eastus','properties':{'databaseAccountOfferType':'Free'}} |" + " 400",
                "abc | {'location':'eastus','properties':{'databaseAccountOfferType':'Standard'}} |" + " 400",
                "abc |"
                        + " {'location':'eastus','properties':{'databaseAccountOfferType':'Standard','locations':[{'locationName':'mars'}]}}"
                        + " | 400",
                "abc | ,'consistencyPolicy':{'defaultConsistencyLevel':'Perhaps'} | 400",
                "abc | ,'capacity':{'totalThroughputLimit':-2} | 400",
                "abc | ,'keyVaultKeyUri':'https://k' | 501",
                "abc | ,'publicNetworkAccess':'Disabled' | 501",
                "abc | ,'isVirtualNetworkFilterEnabled':true | 501",
                "abc | ,'ipRules':[{}] | 501"
            })
    void whatIsNotIsRefused(String name, String text, int status) {
        String whole =
                text.startsWith(",") ? GOOD.replace("MORE", text) : text.replace("GOOD", GOOD.replace("MORE", ""));

        assertThatThrownBy(() -> validate(name, body(whole), false))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(status));
    }
}
