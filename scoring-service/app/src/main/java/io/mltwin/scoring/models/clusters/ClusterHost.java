package io.mltwin.scoring.models.clusters;

import io.mltwin.scoring.models.certificates.ServiceCertificate;
import java.util.Map;

/**
 * The host that answers at the name of a cluster.
 *
 * @param pem the certificates as they were given; null for the platform's
 * @param certificate null for the platform's
 * @param endpoints of services, by the services' names
 */
record ClusterHost(String pem, ServiceCertificate certificate, Map<String, String> endpoints) {

    @Override
    public String toString() {
        return "services " + endpoints.keySet();
    }
}
