package io.mltwin.customerkeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.platform.Addresses;
import io.mltwin.testkit.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyIdentifierTest {

    private static final String VERSION = "0123456789abcdef0123456789abcdef";
    private static final String VAULT = "https://kv1.vault.mltwin.localhost:8443";

    private final Addresses addresses = new Addresses(TestSettings.of("workspace"), null);

    @Test
    void withAndWithoutAVersion() {
        KeyIdentifier newest =
                KeyIdentifier.parse(VAULT + "/keys/k-1", addresses).orElseThrow();
        assertThat(newest.isVersioned()).isFalse();
        assertThat(newest.vault()).isEqualTo("kv1");
        assertThat(newest.vaultUri()).isEqualTo(VAULT + "/");
        KeyIdentifier pinned =
                KeyIdentifier.of(VAULT + "/", "k-1", VERSION, addresses).orElseThrow();
        assertThat(pinned).hasToString(VAULT + "/keys/k-1/" + VERSION);
        assertThat(pinned.withoutVersion()).isEqualTo(newest);
        assertThat(KeyIdentifier.of(VAULT, "k-1", "", addresses)).contains(newest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "k-1",
                "http://kv1.vault.mltwin.localhost:8443/keys/k",
                "https://kv1.vault.azure.net/keys/k",
                "https://kv1.vault.mltwin.localhost/keys/k",
                "https://kv1.vault.mltwin.localhost:8443@evil.example/keys/k",
                "https://user@kv1.vault.mltwin.localhost:8443/keys/k",
                "https://vault.mltwin.localhost:8443/keys/k",
                "https://kv1.vault.mltwin.localhost:8443/secrets/k",
                "https://kv1.vault.mltwin.localhost:8443/keys/",
                "https://kv1.vault.mltwin.localhost:8443/keys/k/1",
                "https://kv1.vault.mltwin.localhost:8443/keys/k/" + VERSION + "/x",
                "https://kv1.vault.mltwin.localhost:8443/keys/k?a=b",
                "https://kv1.vault.mltwin.localhost:8443/keys/../secrets/k",
                "https://kv1.vault.mltwin.localhost:8443/keys/k%2f.."
            })
    void whatIsNoKeyOfAVaultHere(String text) {
        assertThat(KeyIdentifier.parse(text, addresses)).isEmpty();
    }

    @Test
    void aNameDoesNotReachIntoThePath() {
        assertThat(KeyIdentifier.of(VAULT, "k/" + VERSION, null, addresses)).isEmpty();
        assertThat(KeyIdentifier.of(VAULT, null, null, addresses)).isEmpty();
    }
}
