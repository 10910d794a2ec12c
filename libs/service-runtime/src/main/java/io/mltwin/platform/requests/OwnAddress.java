package io.mltwin.platform.requests;

/** The names and the port under which this service itself is reached. */
public interface OwnAddress {

    /** True for a name of the service itself; in lower case, without port. */
    boolean isOwnName(String host);

    /** True for a name of the platform's domain, which may be a host that this service plays. */
    boolean isPlatformName(String host);

    /** True for the port that this service listens on. */
    boolean isOwnPort(int port);
}
