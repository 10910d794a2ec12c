package io.mltwin.identity;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Set;

/** The host names under which this service plays Azure AD's login host, and its own address. */
@Singleton
public class IdentityNames {

    private static final Set<String> OWN =
            Set.of("localhost", "127.0.0.1", "[::1]", "identity-service");

    private final Addresses addresses;
    private final String login;
    private final String graph;
    private volatile String configured;

    IdentityNames(Addresses addresses) {
        this.addresses = addresses;
        this.login = "login." + addresses.base();
        this.graph = "graph." + addresses.base();
    }

    /** True for {@code login.BASE}; names come in lower case, without port. */
    public boolean isLogin(String host) {
        return login.equals(host);
    }

    public boolean isGraph(String host) {
        return graph.equals(host);
    }

    /** True for an address of the service itself. */
    public boolean isOwn(String host) {
        return OWN.contains(host) || host.equals(configuredHost());
    }

    /**
     * The base of the URLs a client is told: the host and port it used when that is the login host
     * or the service's own address, so that a client that cannot resolve names stays on its path.
     */
    public String baseUrl(String hostAndPort) {
        String host = withoutPort(AsciiCase.lower(hostAndPort));
        return isLogin(host) || isOwn(host) ? "https://" + hostAndPort : addresses.login();
    }

    static String withoutPort(String authority) {
        int port = authority.lastIndexOf(':');
        return port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
    }

    private String configuredHost() {
        if (configured == null) {
            configured =
                    AsciiCase.lower(URI.create(addresses.address(ServiceName.IDENTITY)).getHost());
        }
        return configured;
    }
}
