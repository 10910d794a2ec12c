package io.mltwin.scoring.models.services;

import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The certificate of a customer's own that a request asks for.
 *
 * @param sslKey null for the key that the service has
 */
record CertificateSettings(String cname, String sslCertificate, String sslKey) {

    static final String ENABLED = "sslEnabled";
    static final String CERTIFICATE = "sslCertificate";
    static final String KEY = "sslKey";
    static final String CNAME = "cname";

    /**
     * Returns what a request for a new service asks for, or null for the platform's own
     * certificate.
     *
     * @throws io.mltwin.armweb.AzureException 400 for a part of it, and for one that is not enabled
     */
    static CertificateSettings of(ServiceRequestBody request) {
        if (!isTrue(request.sslEnabled())) {
            refuseParts(request.cname(), request.sslCertificate(), request.sslKey());
            return null;
        }
        required(request.sslKey(), KEY);
        return new CertificateSettings(
                required(request.cname(), CNAME), required(request.sslCertificate(), CERTIFICATE), request.sslKey());
    }

    /**
     * Returns what a service is to have after a PATCH, or null for the platform's certificate.
     *
     * @param enabled {@code sslEnabled} of the patched service
     * @param had whether it had a certificate before
     */
    static CertificateSettings of(ObjectNode patched, boolean enabled, boolean had) {
        if (enabled) {
            return new CertificateSettings(
                    required(text(patched, CNAME), CNAME),
                    required(text(patched, CERTIFICATE), CERTIFICATE),
                    text(patched, KEY));
        }
        if (!had) {
            refuseParts(text(patched, CNAME), text(patched, CERTIFICATE), text(patched, KEY));
        }
        return null;
    }

    private static void refuseParts(String... parts) {
        for (String part : parts) {
            badRequestIf(
                    part != null,
                    "SslNotEnabled",
                    "sslCertificate, sslKey and cname need sslEnabled true; without it the service answers at its scoringUri"
                            + " with the platform's certificate.");
        }
    }

    private static String text(ObjectNode document, String member) {
        JsonNode value = document.get(member);
        return !isGiven(value) ? null : value.asText();
    }

    private static String required(String value, String member) {
        badRequestIf(
                isBlank(value),
                "MissingMember",
                "sslEnabled needs sslCertificate, sslKey and cname: '%s' is missing.",
                member);
        return value;
    }

    @Override
    public String toString() {
        return "certificate of " + cname;
    }
}
