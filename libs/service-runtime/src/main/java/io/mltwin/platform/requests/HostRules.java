package io.mltwin.platform.requests;

import io.mltwin.encoding.AsciiCase;

/**
 * A service's table from host name and path to its internal path. One bean per service; a path that
 * no rule knows does not exist.
 */
public interface HostRules {

    /**
     * @param host lower case, without port
     * @param path raw path as sent
     * @return the internal path, or null when host and path are none of this service's
     */
    String internalPath(String host, String path);

    /**
     * Returns whether this is a name of a customer's own that leads to this service.
     *
     * @param host lower case, without port
     */
    default boolean isCustomName(String host) {
        return false;
    }

    /**
     * Returns the label before {@code suffix}, {@code kv1} of {@code kv1.vault.mltwin.localhost},
     * or null.
     */
    static String label(String host, String suffix) {
        if (!host.endsWith(suffix) || host.length() == suffix.length()) {
            return null;
        }
        String label = host.substring(0, host.length() - suffix.length());
        return label.matches("[a-z0-9-]+") ? label : null;
    }

    /** True when {@code path} is {@code prefix} or lies below it, without regard to case. */
    static boolean below(String path, String prefix) {
        return AsciiCase.startsWith(path, prefix)
                && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    /**
     * The paths every service answers on its own address: administration, internal calls, health.
     */
    static boolean isPlatformPath(String path) {
        return below(path, "/_mltwin") || below(path, "/_internal") || below(path, "/q");
    }

    /** The names and the port under which this service itself is reached. */
    interface OwnAddress {

        /** True for a name of the service itself; in lower case, without port. */
        boolean isOwnName(String host);

        /** True for a name of the platform's domain, which may be a host that this service plays. */
        boolean isPlatformName(String host);

        /** True for the port that this service listens on. */
        boolean isOwnPort(int port);
    }
}
