package io.mltwin.tokencheck;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.OriginalRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;

/** Gives resources and services the caller of the request and its token. */
@RequestScoped
public class CallerContext {

    private final SecurityIdentity identity;
    private final RoutingContext context;

    public CallerContext(SecurityIdentity identity, RoutingContext context) {
        this.identity = identity;
        this.context = context;
    }

    /** Returns the verified token, or null when the plane let another credential through. */
    public VerifiedToken tokenOrNull() {
        return identity.getPrincipal() instanceof VerifiedToken token ? token : null;
    }

    /**
     * Returns the verified token.
     *
     * @throws AzureException 401 when there is none
     */
    public VerifiedToken token() {
        VerifiedToken token = tokenOrNull();
        if (token == null) {
            throw new AzureException(401, Refusal.MISSING.code(), Refusal.MISSING.text());
        }
        return token;
    }

    public Caller caller() {
        return token().caller();
    }

    public String correlationId() {
        return OriginalRequest.of(context).correlationId();
    }

    /** Returns the other end of the TCP connection; headers are not read. */
    public String remoteAddress() {
        return context.request().remoteAddress().hostAddress();
    }

    public OriginalRequest request() {
        return OriginalRequest.of(context);
    }
}
