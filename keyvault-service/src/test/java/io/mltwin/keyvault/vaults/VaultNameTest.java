package io.mltwin.keyvault.vaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultNameTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "kv1, true",
        "KV-1, true",
        "abc, true",
        "ab, false",
        "1kv, false",
        "-kv, false",
        "kv-, false",
        "kv--1, false",
        "kv_1, false",
        "kv.1, false",
        "a23456789012345678901234, true",
        "a234567890123456789012345, false"
    })
    void namesFollowAzuresRule(String name, boolean valid) {
        assertThat(VaultName.isValid(name)).isEqualTo(valid);
    }

    @Test
    void anInvalidNameIsRefusedWithAzuresCode() {
        assertThatThrownBy(() -> VaultName.of("1kv")).isInstanceOfSatisfying(AzureException.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.code()).isEqualTo("VaultNameNotValid");
        });
    }

    @Test
    void namesAreComparedWithoutRegardToCase() {
        assertThat(VaultName.of("KV1").key()).isEqualTo(VaultName.of("kv1").key());
    }
}
