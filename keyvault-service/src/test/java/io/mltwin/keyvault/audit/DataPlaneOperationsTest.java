package io.mltwin.keyvault.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataPlaneOperationsTest {

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "GET, secrets, SecretList",
        "GET, secrets/, SecretList",
        "GET, secrets/a/, SecretGet",
        "GET, secrets/a/0, SecretGet",
        "GET, secrets/a/versions, SecretListVersions",
        "POST, secrets/restore, SecretRestore",
        "POST, keys/a/0/unwrapkey, KeyUnwrap",
        "POST, keys/a/wrapkey, KeyWrap",
        "GET, KEYS/a/ROTATIONPOLICY, KeyRotationPolicyGet",
        "GET, certificates/contacts, CertificateContactsGet",
        "GET, certificates/issuers/a, CertificateIssuerGet",
        "GET, certificates/a/b, CertificateGet",
        "POST, certificates/a/pending/merge, CertificatePendingMerge",
        "DELETE, deletedcertificates/a, CertificatePurge",
        "GET, storage, ",
        "POST, secrets/a/b/c/d, ",
        "GET, '', "
    })
    void isNamedAsAzureNamesIt(String method, String path, String name) {
        assertThat(DataPlaneOperations.find(method, path)).isEqualTo(name);
    }
}
