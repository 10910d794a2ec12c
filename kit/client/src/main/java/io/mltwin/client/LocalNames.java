package io.mltwin.client;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The domains of platforms on this machine, which {@code names.PlatformNameResolver} resolves on
 * JDK 18 and newer.
 */
final class LocalNames {
    /** One property for the JVM, since the resolver may have been loaded by another class loader. */
    static final String DOMAINS = "mltwin.client.domains";

    private LocalNames() {}

    static void add(String domain) {
        synchronized (System.class) {
            Set<String> domains = new LinkedHashSet<>(
                    Arrays.asList(System.getProperty(DOMAINS, "").split(",")));
            domains.remove("");
            domains.add(domain);
            System.setProperty(DOMAINS, String.join(",", domains));
        }
    }
}
