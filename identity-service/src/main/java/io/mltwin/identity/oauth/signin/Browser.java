package io.mltwin.identity.oauth.signin;

import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.oauth.sessions.BrowserSession;
import io.mltwin.identity.oauth.sessions.BrowserSessions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;

/**
 * The browser of this request, known by two cookies that only this host gets and no script sees:
 * one for the browser, to which forms are bound, and one for the session of a signed-in user. Both
 * end when the browser is closed. Deviation: a browser has one account signed in at a time; Azure
 * AD keeps several.
 */
@RequestScoped
class Browser {

    static final String ID = "__Host-mltwin-browser";
    static final String SESSION = "__Host-mltwin-session";

    private final BrowserSessions sessions;
    private final RoutingContext context;
    private String id;
    private BrowserSession session;
    private boolean looked;

    Browser(BrowserSessions sessions, RoutingContext context) {
        this.sessions = sessions;
        this.context = context;
    }

    /** Returns the id to which forms are bound; sets one if the browser has none. */
    String id() {
        if (id == null) {
            id = knownId();
        }
        if (id == null) {
            id = sessions.newCookie();
            set(ID, id);
        }
        return id;
    }

    /** Returns the id that the browser sent; null for none. */
    String knownId() {
        return value(ID);
    }

    /** Returns the session; null when no user is signed in. */
    BrowserSession session() {
        if (!looked) {
            String cookie = value(SESSION);
            session = cookie == null ? null : sessions.find(cookie).orElse(null);
            looked = true;
        }
        return session;
    }

    /** Begins the session of a user with the right password. An earlier session ends. */
    void signIn(Account account) {
        if (session() != null) {
            sessions.end(session);
        }
        String cookie = sessions.newCookie();
        session = sessions.begin(cookie, account.homeTenantId(), account.homeObjectId());
        set(SESSION, cookie);
    }

    void showedSecondFactor(Account account) {
        session = sessions.addFactor(session(), account.objectId());
    }

    void signOut() {
        if (session() != null) {
            sessions.end(session);
            session = null;
        }
        context.response().addCookie(cookie(SESSION, "").setMaxAge(0));
    }

    private String value(String name) {
        Cookie cookie = context.request().getCookie(name);
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    private void set(String name, String value) {
        context.response().addCookie(cookie(name, value));
    }

    private static Cookie cookie(String name, String value) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX);
    }
}
