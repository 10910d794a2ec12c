package io.mltwin.keyvault.vaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultValidatorTest {

    private static final String TENANT = "`tenantId`:`10000000-0000-4000-8000-000000000001`";
    private static final String SKU = "`sku`:{`family`:`A`,`name`:`standard`}";

    @Test
    void theLeastBodyIsAccepted() {
        assertThatCode(() -> VaultValidator.validate(body(TENANT + "," + SKU))).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{1} {2}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "S                                                         | 400 | BadRequest",
                "T                                                         | 400 | BadRequest",
                "`tenantId`:`contoso`,S                                    | 400 | BadRequest",
                "T,`sku`:{`name`:`gold`}                                   | 400 | BadRequest",
                "T,S,`enableSoftDelete`:false                              | 400 | BadRequest",
                "T,S,`softDeleteRetentionInDays`:6                         | 400 | BadRequest",
                "T,S,`softDeleteRetentionInDays`:91                        | 400 | BadRequest",
                "T,S,`accessPolicies`:[{T,`objectId`:`x`}]                 | 400 | BadRequest",
                "T,S,`networkAcls`:{`defaultAction`:`Perhaps`}             | 400 | BadRequest",
                "T,S,`networkAcls`:{`bypass`:`Everybody`}                  | 400 | BadRequest",
                "T,S,`networkAcls`:{`ipRules`:[{`value`:`10.0.0.0/33`}]}   | 400 | BadRequest",
                "T,S,`networkAcls`:{`ipRules`:[{`value`:`256.0.0.1`}]}     | 400 | BadRequest",
                "T,S,`networkAcls`:{`ipRules`:[{`value`:`::1`}]}           | 400 | BadRequest",
                "T,S,`networkAcls`:{`ipRules`:[{}]}                        | 400 | BadRequest",
                "T,S,`networkAcls`:{`virtualNetworkRules`:[{`id`:`/x`}]}   | 400 | BadRequest",
                "T,S,`publicNetworkAccess`:`Never`                         | 400 | BadRequest",
                "T,S,`publicNetworkAccess`:`SecuredByPerimeter`            | 501 | NotImplemented",
                "T,S,`createMode`:`clone`                                  | 400 | BadRequest",
            })
    void whatAzureOrMltwinCannotHonourIsRefused(String properties, int status, String code) {
        // Given
        VaultBody body = body(properties
                .replace("T,", TENANT + ",")
                .replaceAll("^T$", TENANT)
                .replaceAll("(^|,)S(,|$)", "$1" + SKU + "$2"));

        // Then
        assertThatThrownBy(() -> VaultValidator.validate(body)).isInstanceOfSatisfying(AzureException.class, fault -> {
            assertThat(fault.status()).isEqualTo(status);
            assertThat(fault.code()).isEqualTo(code);
        });
    }

    private static VaultBody body(String properties) {
        // CsvSource reads the single quote itself
        try {
            return new ObjectMapper()
                    .readValue(("{`properties`:{" + properties + "}}").replace('`', '"'), VaultBody.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(properties, e);
        }
    }
}
