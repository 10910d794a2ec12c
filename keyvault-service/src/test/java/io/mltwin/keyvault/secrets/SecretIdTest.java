package io.mltwin.keyvault.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureFault;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretIdTest {

    private static final String VAULT = "https://kv1.vault.mltwin.localhost:8443";

    @Test
    void anIdNamesVaultSecretAndVersion() {
        String version = SecretId.newVersion(new SecureRandom());

        assertThat(new SecretId(VAULT, "s1", version))
                .hasToString(VAULT + "/secrets/s1/" + version);
        assertThat(new SecretId(VAULT, "s1", null)).hasToString(VAULT + "/secrets/s1");
        assertThat(new SecretId(VAULT, "s1", version).recoveryId())
                .isEqualTo(VAULT + "/deletedsecrets/s1");
    }

    @Test
    void aVersionIs32HexDigitsAndNeverTheSame() {
        SecureRandom random = new SecureRandom();

        String version = SecretId.newVersion(random);

        assertThat(version).matches("[0-9a-f]{32}").isNotEqualTo(SecretId.newVersion(random));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_b", "a.b", "a b", "", "ä", "a/b"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> SecretName.of(name))
                .isInstanceOfSatisfying(
                        AzureFault.class,
                        fault -> assertThat(fault.code()).isEqualTo("BadParameter"));
    }

    @Test
    void namesAreComparedWithoutRegardToCase() {
        assertThat(SecretName.of("Aml-X").key()).isEqualTo("aml-x");
    }

    @Test
    void aPageLinkLeadsBackToItsPlace() {
        // Given
        PageRequest first = PageRequest.of(Map.of("api-version", "7.4", "maxresults", "2"));

        // When
        String next = first.next(VAULT + "/secrets", "s2");

        // Then
        String token = next.replaceAll(".*skiptoken=([^&]*).*", "$1");
        assertThat(next).startsWith(VAULT + "/secrets?api-version=7.4&").endsWith("maxresults=2");
        assertThat(PageRequest.of(Map.of("api-version", "7.4", "$skiptoken", token)).after())
                .isEqualTo("s2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "26", "-1", "x"})
    void aPageHas1To25Items(String size) {
        assertThatThrownBy(() -> PageRequest.of(Map.of("maxresults", size)))
                .isInstanceOfSatisfying(
                        AzureFault.class,
                        fault -> assertThat(fault.code()).isEqualTo("BadParameter"));
    }

    @Test
    void aSecretDoesNotPrintItsValue() {
        assertThat(new SecretBody("hush", "id", null, null, Map.of()))
                .asString()
                .doesNotContain("hush");
    }
}
