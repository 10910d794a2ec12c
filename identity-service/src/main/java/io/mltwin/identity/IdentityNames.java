package io.mltwin.identity;

import io.mltwin.encoding.AsciiCase;
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
     * Returns the base of the URLs in answers to a client: the host and port that it used, if that
     * is the login host or the service's own address. A client that cannot resolve names can then
     * follow them.
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
