package io.mltwin.platform.requests;

import io.mltwin.encoding.AsciiCase;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The host and port that a request names, once and well-formed. Headers of proxies say nothing
 * here: there is none that could be trusted.
 *
 * @param host as sent
 * @param port -1 when none is named
 */
record Authority(String host, int port) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}]");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final int LARGEST_PORT = 65535;

    /** The authority of a request, or null when it names none, several or a malformed one. */
    static Authority of(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        HostAndPort named = request.authority();
        if (request.version() == HttpVersion.HTTP_2) {
            return named == null || hosts.stream().anyMatch(host -> !host.equals(text(named)))
                    ? null
                    : parse(text(named));
        }
        return named == null || hosts.size() != 1 ? null : parse(hosts.get(0));
    }

    static Authority parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        String host = hasPort ? text.substring(0, colon) : text;
        String port = hasPort ? text.substring(colon + 1) : "";
        if (!HOST.matcher(host).matches() || hasPort && !PORT.matcher(port).matches()) {
            return null;
        }
        int number = hasPort ? Integer.parseInt(port) : -1;
        return number > LARGEST_PORT ? null : new Authority(host, number);
    }

    /** Returns the host as rules compare it. */
    String name() {
        return AsciiCase.lower(host);
    }

    private static String text(HostAndPort authority) {
        return authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
    }

    @Override
    public String toString() {
        return port < 0 ? host : host + ":" + port;
    }
}
