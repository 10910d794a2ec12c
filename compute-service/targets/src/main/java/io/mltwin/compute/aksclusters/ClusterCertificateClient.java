package io.mltwin.compute.aksclusters;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/** Has scoring-service serve at the names of AKS targets, with their certificates. */
@Singleton
public record ClusterCertificateClient(ServiceHttp http, Tokens tokens) {

    private static final String PATH = "/_internal/cluster-certificates";

    private record Body(
            String computeId,
            String region,
            String cname,
            String certificate,
            String privateKey,
            String leafDomainLabel,
            boolean overwriteExistingDomain) {

        @Override
        public String toString() {
            return "certificate of " + computeId;
        }
    }

    private record Name(String cname) {}

    /**
     * Gives a target the name that was asked for, and returns it.
     *
     * @throws io.mltwin.armweb.AzureException 400 for a certificate, key or name that clients would
     *     refuse, 409 for a name that is taken
     */
    public String put(ArmResourceId compute, String region, SslConfiguration asked) {
        return http.request(ServiceName.SCORING, "PUT", PATH)
                .bearer(tokens.forService(ServiceName.SCORING))
                .json(new Body(
                        compute.toString(),
                        region,
                        asked.cname(),
                        asked.cert(),
                        asked.key(),
                        asked.leafDomainLabel(),
                        asked.overwriteExistingDomain()))
                .send()
                .orFault()
                .as(Name.class)
                .cname();
    }

    /** Takes the name off a target. */
    public void remove(ArmResourceId compute) {
        http.request(
                        ServiceName.SCORING,
                        "DELETE",
                        PATH + "?compute=" + UriEncoding.encodeQueryValue(compute.toString()))
                .bearer(tokens.forService(ServiceName.SCORING))
                .send()
                .orFault();
    }
}
