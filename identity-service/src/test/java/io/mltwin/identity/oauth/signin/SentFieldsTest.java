package io.mltwin.identity.oauth.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentFieldsTest {

    @ParameterizedTest
    @CsvSource({
        "a=1&a=2, 9000411",
        "a=1&%61=2, 9000411",
        "a=%ZZ, 9002313",
        "a=%, 9002313",
        "a=%FF%FE, 9002313",
        "a=%00, 9002313",
    })
    void whatIsNoProperForm(String sent, String code) {
        assertThatThrownBy(() -> SentFields.read(sent))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.content().innerCode()).isEqualTo(code));
    }

    @Test
    void tooMuch() {
        assertThatThrownBy(() -> SentFields.read("a=" + "x".repeat(20_000))).hasMessageContaining("AADSTS90015");
    }

    @Test
    void sentFieldsAreRead() {
        SentFields sent = SentFields.read("a=1+2%26&b=&c&d=%20");

        assertThat(sent.optional("a")).isEqualTo("1 2&");
        assertThat(sent.optional("b")).isNull();
        assertThat(sent.optional("c")).isNull();
        assertThat(sent.optional("d")).isNull();
        assertThat(sent.typed("d")).isEqualTo(" ");
        assertThat(sent.typed("e")).isEmpty();
        assertThatThrownBy(() -> sent.required("e")).hasMessageContaining("AADSTS900144");
        assertThat(SentFields.read(null).fields()).isEmpty();
    }
}
