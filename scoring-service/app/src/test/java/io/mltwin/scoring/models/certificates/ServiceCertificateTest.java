package io.mltwin.scoring.models.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.models.certificates.TestCertificates.Issued;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceCertificateTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final TestCertificates AUTHORITY = new TestCertificates(CLOCK);
    private static final Issued RSA = AUTHORITY.issue("RSA", 2048, "scoring.contoso.com");
    private static final Issued EC = AUTHORITY.issue("EC", 256, "*.contoso.com");

    /** The key as OpenSSL wrote it before PKCS #8. */
    private static String inPkcs1(Issued issued) {
        byte[] pkcs8 = issued.keys().getPrivate().getEncoded();
        // version, algorithm and the headers of the octets stand before it
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        return "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pkcs1)
                + "\n-----END RSA PRIVATE KEY-----\n";
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, scoring.contoso.com, ok",
        "PKCS1, Scoring.Contoso.com, ok",
        "EC, other.contoso.com, ok",
        "chain, scoring.contoso.com, ok",
        "EC, a.b.contoso.com, CnameNotInCertificate",
        "EC, contoso.com, CnameNotInCertificate",
        "RSA, other.contoso.com, CnameNotInCertificate",
        "any, localhost, InvalidCname",
        "any, 127.0.0.1, InvalidCname",
        "any, a.mltwin.localhost, InvalidCname",
        "any, a_b.contoso.com, InvalidCname",
        "expired, scoring.contoso.com, SslCertificateNotValid",
        "too early, scoring.contoso.com, SslCertificateNotValid",
        "other key, scoring.contoso.com, SslKeyMismatch",
        "key of EC, scoring.contoso.com, SslKeyMismatch",
        "1024 bits, scoring.contoso.com, InvalidSslCertificate",
        "other issuer, scoring.contoso.com, InvalidSslCertificate",
        "no certificate, scoring.contoso.com, InvalidSslCertificate",
        "no key, scoring.contoso.com, InvalidSslKey",
        "encrypted key, scoring.contoso.com, InvalidSslKey"
    })
    void whatAClientWouldRefuseIsRefused(String what, String cname, String code) {
        // Given
        Issued issued = what.equals("EC") ? EC : RSA;
        String certificate = issued.pem();
        String key = issued.key();
        Instant now = CLOCK.instant();
        switch (what) {
            case "any" -> {
                Issued any = AUTHORITY.issue("EC", 256, cname.replace("127.0.0.1", "a"));
                certificate = any.pem();
                key = any.key();
            }
            case "PKCS1" -> key = inPkcs1(RSA);
            case "chain" -> certificate += AUTHORITY.authorityPem();
            case "expired" -> now = now.plus(Duration.ofDays(3650));
            case "too early" -> now = now.minus(Duration.ofDays(2));
            case "other key" -> key = AUTHORITY.issue("RSA", 2048, "a").key();
            case "key of EC" -> key = EC.key();
            case "1024 bits" ->
                certificate = AUTHORITY.issue("RSA", 1024, cname).pem();
            case "other issuer" -> certificate += new TestCertificates(CLOCK).authorityPem();
            case "no certificate" -> certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n";
            case "no key" -> key = certificate;
            case "encrypted key" -> key = key.replace("PRIVATE", "ENCRYPTED PRIVATE");
            default -> assertThat(what).isNotEmpty();
        }
        String givenCertificate = certificate;
        String givenKey = key;
        Instant at = now;

        // When
        AzureException refused = catchThrowableOfType(
                AzureException.class,
                () -> ServiceCertificate.read(cname, givenCertificate, givenKey).validate(at, "mltwin.localhost"));

        // Then
        String found =
                refused == null ? "ok" : refused.content().details().get(0).code();
        assertThat(found).isEqualTo(code);
    }
}
