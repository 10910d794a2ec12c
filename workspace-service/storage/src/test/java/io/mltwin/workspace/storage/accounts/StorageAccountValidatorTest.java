package io.mltwin.workspace.storage.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageAccountValidatorTest {

    private static StorageAccountRequest request(String properties) throws JsonProcessingException {
        return Json.read(
                "{\"location\":\"eastus\",\"kind\":\"StorageV2\",\"sku\":{\"name\":\"Standard_LRS\"},\"properties\":{"
                        + properties
                        + "}}",
                StorageAccountRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "st1", "123", "a23456789012345678901234"})
    void names(String name) throws JsonProcessingException {
        StorageAccountValidator.validatePut(name, request(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "Abc", "a-b", "a_b", "a2345678901234567890123456", "äbc", ""})
    void noNames(String name) {
        assertThatThrownBy(() -> StorageAccountValidator.validatePut(name, request("")))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("AccountNameInvalid"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'encryption':{'services':{'blob':{}},'keySource':'Microsoft.Storage'}",
                "'supportsHttpsTrafficOnly':true",
                "'networkAcls':{'defaultAction':'Allow','ipRules':[]}",
                "'networkAcls':null",
                "'networkAcls':{'defaultAction':'Deny','bypass':'Logging, AzureServices','ipRules':[{'value':'10.0.0.0/8'}]}",
                "'publicNetworkAccess':'Enabled'",
                "'publicNetworkAccess':'Disabled'",
                "'minimumTlsVersion':'TLS1_3'",
                "'minimumTlsVersion':'TLS1_2'",
                "'isHnsEnabled':false",
                "'allowBlobPublicAccess':false",
                "'somethingNew':1"
            })
    void accepted(String properties) {
        assertThatCode(() -> StorageAccountValidator.validatePut("st1", request(properties.replace('\'', '"'))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"encryption\":{\"keyvaultproperties\":{\"keyname\":\"k\"}} | 400 | InvalidValuesForRequestParameters",
                "\"encryption\":{\"keySource\":\"Mine\"} | 400 | InvalidValuesForRequestParameters",
                "\"encryption\":{\"requireInfrastructureEncryption\":true} | 501 | NotImplemented",
                "\"supportsHttpsTrafficOnly\":false | 400 | AccountRequiresHttps",
                "\"networkAcls\":{\"defaultAction\":\"Perhaps\"} | 400 | InvalidValuesForRequestParameters",
                "\"networkAcls\":{\"bypass\":\"Friends\"} | 400 | InvalidValuesForRequestParameters",
                "\"networkAcls\":{\"ipRules\":[{\"value\":\"1.2.3\"}]} | 400 | InvalidValuesForRequestParameters",
                "\"networkAcls\":{\"ipRules\":[{\"value\":\"1.2.3.4/31\"}]} | 400 | InvalidValuesForRequestParameters",
                "\"networkAcls\":{\"ipRules\":[{\"value\":\"1.2.3.4\",\"action\":\"Deny\"}]} | 400 | InvalidValuesForRequestParameters",
                "\"networkAcls\":{\"virtualNetworkRules\":[{\"id\":\"x\"}]} | 501 | NotImplemented",
                "\"networkAcls\":{\"resourceAccessRules\":[{}]} | 501 | NotImplemented",
                "\"publicNetworkAccess\":\"Perhaps\" | 400 | InvalidValuesForRequestParameters",
                "\"minimumTlsVersion\":\"SSL3\" | 400 | InvalidValuesForRequestParameters",
                "\"isHnsEnabled\":true | 501 | NotImplemented",
                "\"azureFilesIdentityBasedAuthentication\":{\"directoryServiceOptions\":\"AADDS\"} | 501 | NotImplemented"
            })
    void refused(String properties, int status, String code) {
        assertThatThrownBy(() -> StorageAccountValidator.validatePut("st1", request(properties)))
                .isInstanceOfSatisfying(AzureException.class, fault -> {
                    assertThat(fault.status()).isEqualTo(status);
                    assertThat(fault.code()).isEqualTo(code);
                });
    }
}
