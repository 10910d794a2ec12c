package io.mltwin.scoring.models.clusters;

/**
 * The {@code sslConfiguration} of an AKS target, as compute-service tells it.
 *
 * @param computeId ARM id of the target
 * @param region of a name in the platform's domain
 * @param cname of the customer's own; null with {@code leafDomainLabel}
 * @param certificate PEM; null for the one that the target has
 * @param privateKey PEM; null for the one that the target has
 * @param leafDomainLabel first part of a name in the platform's domain; null with {@code cname}
 */
public record ClusterCertificateBody(
        String computeId,
        String region,
        String cname,
        String certificate,
        String privateKey,
        String leafDomainLabel,
        boolean overwriteExistingDomain) {

    /** The name that the target has. */
    public record Name(String cname) {}

    @Override
    public String toString() {
        return "certificate of " + computeId;
    }
}
