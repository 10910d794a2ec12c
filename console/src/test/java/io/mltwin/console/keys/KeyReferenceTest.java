package io.mltwin.console.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "https://kv1.vault.mltwin.localhost:8443/keys/k1, ",
        "https://kv1.vault.mltwin.localhost:8443/keys/k1/, ",
        "https://kv1.vault.mltwin.localhost:8443/keys/k1/0a1b, 0a1b"
    })
    void aUriNamesVaultKeyAndMaybeAVersion(String uri, String version) {
        assertThat(KeyReference.of(uri)).isEqualTo(new KeyReference("kv1", "k1", version));
    }

    @Test
    void anAccountNamesItsKeyInThreeParts() {
        String vault = "https://kv1.vault.mltwin.localhost:8443/";

        assertThat(KeyReference.of(vault, "k1", "")).isEqualTo(new KeyReference("kv1", "k1", null));
        assertThat(KeyReference.of(vault, "k1", "0a")).isEqualTo(new KeyReference("kv1", "k1", "0a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://kv1.vault.mltwin.localhost/secrets/k1",
                "http://kv1.vault.mltwin.localhost/keys/k1",
                "https://kv1.vault.mltwin.localhost/keys/k1/v/x",
                "https://elsewhere/x.vault/keys/k1"
            })
    void whatIsNoUriOfAKeyIsNone(String uri) {
        assertThat(KeyReference.of(uri)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"kv1, k1, true", "kv1, k/1, false", "kv.1, k1, false", "kv1, '', false", ", k1, false"})
    void namesHaveLettersDigitsAndHyphens(String vault, String key, boolean valid) {
        assertThat(KeyReference.isValid(vault, key)).isEqualTo(valid);
    }
}
