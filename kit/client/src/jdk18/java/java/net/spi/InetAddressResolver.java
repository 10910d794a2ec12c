package java.net.spi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/**
 * The part of JDK 18's interface that is compiled against, so that JDK 17 can compile it; it is not
 * in the jar.
 */
public interface InetAddressResolver {
    Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException;

    String lookupByAddress(byte[] address) throws UnknownHostException;

    final class LookupPolicy {
        private LookupPolicy() {}
    }
}
