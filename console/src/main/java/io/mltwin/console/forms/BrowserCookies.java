package io.mltwin.console.forms;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * The cookies of the console. Their prefix {@code __Host-} binds them to this host over TLS: a page
 * of another host of the same site, such as a blob, cannot set one for the whole domain.
 */
public final class BrowserCookies {

    /** The session of a signed-in user; ends with the browser. */
    public static final String SESSION = "__Host-console-session";

    /** A sign-in in progress. */
    public static final String SIGN_IN = "__Host-console-signin";

    /** Tells visitors without a session apart, for their forms. */
    static final String VISITOR = "__Host-console-visitor";

    private static final int SECRET_BYTES = 32;

    private BrowserCookies() {}

    /** Returns the value of a cookie; null for none, and for several of the same name. */
    public static String find(RoutingContext context, String name) {
        List<Cookie> found = context.request().cookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .toList();
        return found.size() == 1 && !found.get(0).getValue().isEmpty()
                ? found.get(0).getValue()
                : null;
    }

    /** Sets a cookie that ends with the browser. */
    public static void set(RoutingContext context, String name, String value) {
        context.response().addCookie(cookie(name, value));
    }

    /** Sets a cookie that ends after a while. */
    public static void set(RoutingContext context, String name, String value, Duration life) {
        context.response().addCookie(cookie(name, value).setMaxAge(life.toSeconds()));
    }

    /** Takes a cookie away from the browser. */
    public static void remove(RoutingContext context, String name) {
        set(context, name, "", Duration.ZERO);
    }

    /** Makes a value that nobody can guess: 256 random bits. */
    public static String newSecret(SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Cookie cookie(String name, String value) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX);
    }
}
