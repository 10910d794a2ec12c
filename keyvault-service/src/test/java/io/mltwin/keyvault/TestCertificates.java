package io.mltwin.keyvault;

import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** What tests of certificates write and read. */
final class TestCertificates {

    private TestCertificates() {}

    static String order(String issuer, String key, String contentType) {
        return "{\"policy\":{\"issuer\":{\"name\":\""
                + issuer
                + "\"},\"key_props\":{"
                + key
                + "},\"secret_props\":{\"contentType\":\""
                + contentType
                + "\"},\"x509_props\":{\"subject\":\"CN=scoring.example, O=Ü\",\"sans\":{\"dns_names\":[\"scoring.example\"]},"
                + "\"validity_months\":6}}}";
    }

    static X509Certificate certificate(Response bundle) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Base64.getDecoder().decode(bundle.<String>path("cer"))));
    }
}
