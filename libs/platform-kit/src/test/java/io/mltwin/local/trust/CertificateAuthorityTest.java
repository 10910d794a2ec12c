package io.mltwin.local.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.trust.ServiceKeys.ServerNames;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {
    private static final int CERT_SIGN = 5;
    private final SecureRandom random = new SecureRandom();
    private final Keys keys = new Keys(random, Optional.empty());
    private CertificateAuthority authority;
    private X509Certificate leaf;

    @BeforeEach
    void make() throws Exception {
        authority = CertificateAuthority.create(keys.elliptic(), Clock.systemUTC(), random);
        leaf = authority.server(
                "identity-service",
                keys.elliptic().getPublic(),
                ServerNames.dns("mltwin.localhost", "identity-service"),
                ServerNames.addresses());
    }

    @Test
    void theAuthoritySatisfiesStrictVerifiers() {
        X509Certificate certificate = authority.certificate();
        assertTrue(certificate.getCriticalExtensionOIDs().containsAll(Set.of("2.5.29.19", "2.5.29.15")));
        assertEquals(0, certificate.getBasicConstraints());
        assertTrue(certificate.getKeyUsage()[CERT_SIGN]);
        assertNotNull(certificate.getExtensionValue("2.5.29.14"), "subjectKeyIdentifier");
    }

    @Test
    void aLeafNamesItsAuthorityAndIsNone() {
        assertNotNull(leaf.getExtensionValue("2.5.29.35"), "authorityKeyIdentifier");
        assertNotNull(leaf.getExtensionValue("2.5.29.14"), "subjectKeyIdentifier");
        assertEquals(-1, leaf.getBasicConstraints());
        assertFalse(leaf.getKeyUsage()[CERT_SIGN]);
    }

    @Test
    void aLeafIsValidUnderItsAuthorityOnly() throws Exception {
        validate(leaf, authority.certificate());
        CertificateAuthority other = CertificateAuthority.create(keys.elliptic(), Clock.systemUTC(), random);
        assertThrows(CertPathValidatorException.class, () -> validate(leaf, other.certificate()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mltwin.localhost",
                "*.mltwin.localhost",
                "*.vault.mltwin.localhost",
                "*.blob.core.mltwin.localhost",
                "*.file.core.mltwin.localhost",
                "*.azurecr.mltwin.localhost",
                "*.3.azuredatabricks.mltwin.localhost",
                "*.api.mltwin.localhost",
                "*.models.mltwin.localhost",
                "*.inference.mltwin.localhost",
                "*.loganalytics.mltwin.localhost",
                "*.applicationinsights.mltwin.localhost",
                "localhost",
                "identity-service",
                "127.0.0.1",
                "0:0:0:0:0:0:0:1"
            })
    void aLeafCarriesEveryLevelOfNames(String name) throws Exception {
        Set<String> names = leaf.getSubjectAlternativeNames().stream()
                .map(entry -> String.valueOf(entry.get(1)))
                .collect(Collectors.toSet());
        assertTrue(names.contains(name), names.toString());
    }

    private static void validate(X509Certificate leaf, X509Certificate anchor) throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
    }
}
