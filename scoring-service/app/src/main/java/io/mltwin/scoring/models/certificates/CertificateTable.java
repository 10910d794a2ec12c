package io.mltwin.scoring.models.certificates;

import io.mltwin.platform.reset.Resettable;
import io.mltwin.scoring.models.certificates.CustomerHosts.NamedCertificates;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The certificates of web services by the names that they answer at, for connections and requests
 * that arrive. What is in the database is read into it at the start, after each change, and again
 * every few seconds for the changes of other replicas.
 */
@Singleton
public class CertificateTable implements NamedCertificates, Resettable {

    private final Map<String, Entry> byHost = new ConcurrentHashMap<>();

    /** A name that leads to an endpoint. */
    private record Entry(String endpoint, ServiceCertificate certificate) {}

    /** From now on the endpoint answers at the certificate's name, and at no other of its own. */
    public void put(String endpoint, ServiceCertificate certificate) {
        byHost.put(certificate.host(), new Entry(endpoint, certificate));
        byHost.entrySet()
                .removeIf(entry -> entry.getValue().endpoint().equals(endpoint)
                        && !entry.getKey().equals(certificate.host()));
    }

    /** From now on the endpoint answers at no name of its own. */
    public void remove(String endpoint) {
        byHost.values().removeIf(entry -> entry.endpoint().equals(endpoint));
    }

    /** Forgets all endpoints but these. */
    public void retain(Set<String> endpoints) {
        byHost.values().removeIf(entry -> !endpoints.contains(entry.endpoint()));
    }

    /** Returns whether the endpoint answers at this host with the certificates of a PEM. */
    public boolean has(String endpoint, String host, String certificatePem) {
        Entry entry = byHost.get(host);
        return entry != null
                && entry.endpoint().equals(endpoint)
                && entry.certificate().chain().equals(CertificatePem.chain(certificatePem));
    }

    @Override
    public ServiceCertificate certificate(String host) {
        Entry entry = byHost.get(host);
        return entry == null ? null : entry.certificate();
    }

    @Override
    public String internalPath(String host, String path) {
        Entry entry = byHost.get(host);
        return entry == null ? null : "/inference/" + entry.endpoint() + path;
    }

    @Override
    public boolean isKnown(String host) {
        return byHost.containsKey(host);
    }

    @Override
    public void clear() {
        byHost.clear();
    }
}
