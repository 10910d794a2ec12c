package io.mltwin.identity.oauth.signin;

import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.oauth.sessions.BrowserSession;
import io.mltwin.identity.oauth.sessions.BrowserSessions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;

/**
 * The browser of this request, by two cookies that only this host gets and no script sees: one that
 * tells browsers apart, to which forms are bound, and one of the session once somebody has signed
 * in. Both go when the browser is closed. Deviation: a browser has one account signed in at a time;
 * Azure AD keeps several beside each other.
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

    /** What forms are bound to; a browser that has none yet is given one. */
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

    /** Null for a browser that came without. */
    String knownId() {
        return value(ID);
    }

    /** Null when nobody is signed in. */
    BrowserSession session() {
        if (!looked) {
            String cookie = value(SESSION);
            session = cookie == null ? null : sessions.find(cookie).orElse(null);
            looked = true;
        }
        return session;
    }

    /** The user's password was right. Whoever was signed in before no longer is. */
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
