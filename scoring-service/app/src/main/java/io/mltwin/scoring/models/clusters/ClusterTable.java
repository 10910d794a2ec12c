package io.mltwin.scoring.models.clusters;

import io.mltwin.platform.reset.Resettable;
import io.mltwin.scoring.models.certificates.CustomerHosts.NamedCertificates;
import io.mltwin.scoring.models.certificates.ServiceCertificate;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of clusters in memory, for connections and requests that arrive. {@link ClusterTask}
 * replaces it whole.
 */
@Singleton
public class ClusterTable implements NamedCertificates, Resettable {

    private static final Pattern SERVICE = Pattern.compile("/api/v1/service/([^/]+)(/.*)?");

    private volatile Map<String, ClusterHost> hosts = Map.of();

    void replace(Map<String, ClusterHost> current) {
        hosts = Map.copyOf(current);
    }

    ClusterHost find(String host) {
        return hosts.get(host);
    }

    @Override
    public ServiceCertificate certificate(String host) {
        ClusterHost found = hosts.get(host);
        return found == null ? null : found.certificate();
    }

    @Override
    public boolean isKnown(String host) {
        return hosts.containsKey(host);
    }

    @Override
    public String internalPath(String host, String path) {
        ClusterHost found = hosts.get(host);
        Matcher service = SERVICE.matcher(path);
        if (found == null || !service.matches()) {
            return null;
        }
        String endpoint = found.endpoints().get(service.group(1));
        return endpoint == null ? null : "/inference/" + endpoint + (service.group(2) == null ? "/" : service.group(2));
    }

    @Override
    public void clear() {
        hosts = Map.of();
    }

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
}
