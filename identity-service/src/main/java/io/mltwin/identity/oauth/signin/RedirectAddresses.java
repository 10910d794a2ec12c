package io.mltwin.identity.oauth.signin;

import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.ClientApplication.Platform;
import io.mltwin.identity.directory.ClientApplication.RedirectUri;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the registered redirect URI for an address. As in Azure AD they must be equal; only a
 * loopback address may have another port, and any path if a native application has registered it
 * without a path.
 */
final class RedirectAddresses {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private RedirectAddresses() {}

    /** Returns the registered address that allows this one. */
    static Optional<RedirectUri> match(ClientApplication client, String asked) {
        return client.redirectUris().stream()
                .filter(registered -> allows(registered, asked))
                .findFirst();
    }

    private static boolean allows(RedirectUri registered, String asked) {
        if (asked.equals(registered.uri())) {
            return isSendable(asked);
        }
        URI there = loopback(registered.uri());
        URI here = loopback(asked);
        if (there == null || here == null || !there.getHost().equals(here.getHost())) {
            return false;
        }
        boolean anyPath = registered.platform() == Platform.PUBLIC
                && there.getRawQuery() == null
                && path(there).equals("/");
        return anyPath
                || path(there).equals(path(here)) && java.util.Objects.equals(there.getRawQuery(), here.getRawQuery());
    }

    /** Returns the parsed address when it is plain HTTP to this machine, else null. */
    private static URI loopback(String address) {
        URI uri = parsed(address);
        boolean plain = uri != null
                && "http".equals(uri.getScheme())
                && uri.getHost() != null
                && LOOPBACK.contains(uri.getHost())
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && uri.getPort() <= 65_535;
        return plain ? uri : null;
    }

    /** Returns true when a header can carry the address, which a registered one must allow, too. */
    private static boolean isSendable(String address) {
        URI uri = parsed(address);
        return uri != null && uri.isAbsolute() && uri.getRawFragment() == null;
    }

    private static URI parsed(String address) {
        try {
            URI uri = new URI(address);
            return uri.toASCIIString().equals(address) ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String path(URI uri) {
        return isEmpty(uri.getRawPath()) ? "/" : uri.getRawPath();
    }

    /** Returns the origin of the address, as a content security policy names it. */
    static String origin(String redirectUri) {
        URI uri = URI.create(redirectUri);
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        return web ? uri.getScheme() + "://" + uri.getRawAuthority() : uri.getScheme() + ":";
    }
}
