package io.mltwin.scoring.models.certificates;

import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.ModelManagementErrors;
import java.time.Instant;

/** Refusals of a certificate, its key or its name. The document names none of their codes. */
final class CertificateErrors {

    private CertificateErrors() {}

    static AzureException invalidCertificate(String why) {
        return ModelManagementErrors.badRequest(
                "InvalidSslCertificate", "The certificate must be one or more certificates in PEM: " + why);
    }

    static AzureException invalidKey(String why) {
        return ModelManagementErrors.badRequest(
                "InvalidSslKey", "The key must be an unencrypted private key in PEM: " + why);
    }

    static AzureException otherKey() {
        return ModelManagementErrors.badRequest(
                "SslKeyMismatch", "The key is not that of the certificate, the first where there are several.");
    }

    static AzureException notInForce(Instant from, Instant until) {
        return ModelManagementErrors.badRequest(
                "SslCertificateNotValid",
                "The certificate is valid from " + from + " until " + until + ", which is not now.");
    }

    static AzureException notItsName(String cname) {
        return ModelManagementErrors.badRequest(
                "CnameNotInCertificate",
                "The certificate does not hold the name '"
                        + cname
                        + "' (subjectAltName, or the common name where it has none).");
    }

    static AzureException invalidCname(String cname) {
        return ModelManagementErrors.badRequest(
                "InvalidCname",
                "'" + cname + "' is no name of your own: give a DNS name with a dot, outside the platform's domain.");
    }
}
