package io.mltwin.scoring.models.certificates;

/** Names of customers' own, or of their clusters, with the certificates that are shown for them. */
public interface NamedCertificates {

    /** Returns the certificate of a host in lower case, or null for none and for the platform's. */
    ServiceCertificate certificate(String host);

    /** Returns whether this is such a name. */
    boolean isKnown(String host);

    /** Returns the internal path of a request at such a name, or null. */
    String internalPath(String host, String path);
}
