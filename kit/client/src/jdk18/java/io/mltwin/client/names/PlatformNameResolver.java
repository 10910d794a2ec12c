package io.mltwin.client.names;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Resolves the names below the domains of this machine's platforms to the loopback address, and
 * leaves all others to the
 * JDK. JDK 18 and newer find it by {@code META-INF/services}; JDK 17 never loads it.
 */
public final class PlatformNameResolver extends InetAddressResolverProvider {
    /**
     * System property with the domains, between commas. One for the JVM: class loaders may each
     * have this class.
     */
    static final String DOMAINS = "mltwin.client.domains";

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new LoopbackFirst(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "mltwin";
    }

    private record LoopbackFirst(InetAddressResolver others) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            return isOfPlatform(host)
                    ? Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}))
                    : others.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return others.lookupByAddress(address);
        }

        private static boolean isOfPlatform(String host) {
            String domains = System.getProperty(DOMAINS, "");
            for (String domain : domains.split(",")) {
                int start = host.length() - domain.length();
                if (!domain.isEmpty()
                        && host.regionMatches(true, start, domain, 0, domain.length())
                        && (start == 0 || host.charAt(start - 1) == '.')) {
                    return true;
                }
            }
            return false;
        }
    }
}
