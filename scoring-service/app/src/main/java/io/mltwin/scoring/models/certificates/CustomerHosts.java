package io.mltwin.scoring.models.certificates;

import io.mltwin.scoring.CustomNames;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;

/** Knows the names of their own that users have given to web services and to AKS clusters. */
@Singleton
public class CustomerHosts implements CustomNames {

    private final List<NamedCertificates> names;

    CustomerHosts(@All List<NamedCertificates> names) {
        this.names = names;
    }

    /** Returns the certificate of a host in lower case, or null. */
    ServiceCertificate certificate(String host) {
        return names.stream()
                .map(one -> one.certificate(host))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public String internalPath(String host, String path) {
        return names.stream()
                .map(one -> one.internalPath(host, path))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public boolean isKnown(String host) {
        return names.stream().anyMatch(one -> one.isKnown(host));
    }

    /** Names of customers' own, or of their clusters, with the certificates that are shown for them. */
    public interface NamedCertificates {

        /** Returns the certificate of a host in lower case, or null for none and for the platform's. */
        ServiceCertificate certificate(String host);

        /** Returns whether this is such a name. */
        boolean isKnown(String host);

        /** Returns the internal path of a request at such a name, or null. */
        String internalPath(String host, String path);
    }
}
