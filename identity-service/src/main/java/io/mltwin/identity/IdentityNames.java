package io.mltwin.identity;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;

/** The host names under which this service plays Azure AD's login host, and its own address. */
@Singleton
public class IdentityNames {

    private final Addresses addresses;
    private final String login;
    private final String graph;

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
        return addresses.isOwnName(host);
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
}
