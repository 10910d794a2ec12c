package io.mltwin.scoring.models.certificates;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;

import io.mltwin.armweb.AzureException;
import java.time.Instant;

/** Refusals of a certificate, its key or its name. The document names none of their codes. */
final class CertificateErrors {

    private CertificateErrors() {}

    static AzureException invalidCertificate(String why) {
        return badRequest("InvalidSslCertificate", "The certificate must be one or more certificates in PEM: " + why);
    }

    static AzureException invalidKey(String why) {
        return badRequest("InvalidSslKey", "The key must be an unencrypted private key in PEM: " + why);
    }

    static AzureException otherKey() {
        return badRequest(
                "SslKeyMismatch", "The key is not that of the certificate, the first where there are several.");
    }

    static AzureException notInForce(Instant from, Instant until) {
        return badRequest(
                "SslCertificateNotValid", "The certificate is valid from %s until %s, which is not now.", from, until);
    }

    static AzureException notItsName(String cname) {
        return badRequest(
                "CnameNotInCertificate",
                "The certificate does not hold the name '%s' (subjectAltName, or the common name where it has none).",
                cname);
    }

    static AzureException invalidCname(String cname) {
        return badRequest(
                "InvalidCname",
                "'%s' is no name of your own: give a DNS name with a dot, outside the platform's domain.",
                cname);
    }
}
