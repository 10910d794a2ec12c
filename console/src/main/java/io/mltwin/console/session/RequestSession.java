package io.mltwin.console.session;

import io.mltwin.console.forms.BrowserCookies;
import io.mltwin.console.forms.FormTokens;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Finds the session by the cookie of the request, once. */
@RequestScoped
class RequestSession implements CurrentSession {

    private final Sessions sessions;
    private final FormTokens forms;
    private final CurrentVertxRequest request;
    private Optional<Session> found;

    RequestSession(Sessions sessions, FormTokens forms, CurrentVertxRequest request) {
        this.sessions = sessions;
        this.forms = forms;
        this.request = request;
    }

    @Override
    public synchronized Optional<Session> find() {
        if (found == null) {
            if (Context.isOnEventLoopThread()) {
                // an error before any resource: its page does without
                return Optional.empty();
            }
            String cookie = BrowserCookies.find(context(), BrowserCookies.SESSION);
            found = cookie == null ? Optional.empty() : sessions.find(cookie);
        }
        return found;
    }

    @Override
    public Session require() {
        return find().orElseThrow(SignInRequiredException::new);
    }

    @Override
    public String formToken() {
        return forms.token(context());
    }

    private RoutingContext context() {
        return request.getCurrent();
    }
}
