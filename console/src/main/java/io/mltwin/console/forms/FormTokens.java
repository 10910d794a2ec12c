package io.mltwin.console.forms;

import io.mltwin.encoding.Sha256;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * The form tokens: each form sends the hash of a cookie that another site neither knows nor can
 * set. It is the session's cookie, or before a sign-in one of the visitor's own.
 */
@Singleton
public record FormTokens(SecureRandom random) {

    /** The field of a form with its token. */
    public static final String FIELD = "formToken";

    /** The header with the token of a request that a script makes. */
    public static final String HEADER = "x-console-form-token";

    private static final String NEW_VISITOR = "console.new-visitor";

    /** Returns the token for the forms of a page; a visitor without a cookie gets one. */
    public String token(RoutingContext context) {
        String known = secret(context);
        return token(known == null ? newVisitor(context) : known);
    }

    /** Returns whether a request brings the token of its browser. */
    boolean matches(RoutingContext context, String presented) {
        String known = secret(context);
        return known != null
                && presented != null
                && MessageDigest.isEqual(
                        token(known).getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    private static String secret(RoutingContext context) {
        String session = BrowserCookies.find(context, BrowserCookies.SESSION);
        return session == null ? BrowserCookies.find(context, BrowserCookies.VISITOR) : session;
    }

    private String newVisitor(RoutingContext context) {
        String secret = context.get(NEW_VISITOR);
        if (secret == null) {
            secret = BrowserCookies.newSecret(random);
            context.put(NEW_VISITOR, secret);
            BrowserCookies.set(context, BrowserCookies.VISITOR, secret);
        }
        return secret;
    }

    private static String token(String secret) {
        return Sha256.hex("form token of " + secret);
    }
}
