package io.mltwin.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordValidatorTest {

    @ParameterizedTest
    @ValueSource(strings = {"Passw0rd", "passw0rd!", "PASSW0RD!", "Password!", "Grüße aus 1"})
    void threeOfFourKindsDo(String password) {
        PasswordValidator.require(password);

        assertThat(password).hasSizeGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Pa0!", "password", "passw0rd", "PASSWORD1"})
    void lessIsRefused(String password) {
        assertThatThrownBy(() -> PasswordValidator.require(password)).isInstanceOf(AzureException.class);
    }

    @ParameterizedTest
    @CsvSource({"72, true", "73, false"})
    void bcryptReadsNoMoreThan72Bytes(int length, boolean accepted) {
        String password = "Aa1!" + "x".repeat(length - 4);

        if (accepted) {
            PasswordValidator.require(password);
        } else {
            assertThatThrownBy(() -> PasswordValidator.require(password)).isInstanceOf(AzureException.class);
        }
    }
}
