package io.mltwin.console.azure;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.encoding.UriEncoding;
import io.vertx.ext.web.RoutingContext;

/** Scopes in the addresses of pages, {@code /access/subscriptions/…}, and in calls. */
public final class ScopeAddress {

    private ScopeAddress() {}

    /**
     * Returns the scope behind a page's prefix in the address that the browser sent.
     *
     * @throws io.mltwin.armweb.AzureException 400 when it is no complete id
     */
    public static ArmResourceId of(RoutingContext context, String prefix) {
        String path = OriginalRequest.of(context).path();
        return ArmResourceId.parse(UriEncoding.decodePathSegment(path.substring(prefix.length())));
    }

    /** Returns the path of a scope for calls and links; empty for the root. */
    public static String path(String scope) {
        return scope.equals("/") ? "" : UriEncoding.encodePath(scope);
    }

    /** Returns the path of a scope for calls and links; empty for the root. */
    public static String path(ArmResourceId scope) {
        return path(scope.toString());
    }
}
