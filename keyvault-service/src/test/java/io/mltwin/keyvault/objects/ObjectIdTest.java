package io.mltwin.keyvault.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectIdTest {

    private static final String VAULT = "https://kv1.vault.mltwin.localhost:8443";

    @Test
    void anIdNamesVaultSecretAndVersion() {
        String version = ObjectId.newVersion(new SecureRandom());

        assertThat(new ObjectId(VAULT, Kind.SECRETS, "s1", version)).hasToString(VAULT + "/secrets/s1/" + version);
        assertThat(new ObjectId(VAULT, Kind.SECRETS, "s1", null)).hasToString(VAULT + "/secrets/s1");
        assertThat(new ObjectId(VAULT, Kind.SECRETS, "s1", version).recoveryId())
                .isEqualTo(VAULT + "/deletedsecrets/s1");
    }

    @Test
    void aVersionIs32HexDigitsAndNeverTheSame() {
        SecureRandom random = new SecureRandom();

        String version = ObjectId.newVersion(random);

        assertThat(version).matches("[0-9a-f]{32}").isNotEqualTo(ObjectId.newVersion(random));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_b", "a.b", "a b", "", "ä", "a/b"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> ObjectName.of(name))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("BadParameter"));
    }

    @Test
    void namesAreComparedWithoutRegardToCase() {
        assertThat(ObjectName.of("Aml-X").key()).isEqualTo("aml-x");
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
        assertThat(PageRequest.of(Map.of("api-version", "7.4", "$skiptoken", token))
                        .after())
                .isEqualTo("s2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "26", "-1", "x"})
    void aPageHas1To25Items(String size) {
        assertThatThrownBy(() -> PageRequest.of(Map.of("maxresults", size)))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("BadParameter"));
    }
}
