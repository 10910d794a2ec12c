package io.mltwin.workspace.storage.access;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** A request to one of the data planes, as {@link Authorizer} sees it. */
public interface StorageRequest {

    RoutingContext context();

    OriginalRequest original();

    StorageAccount account();

    QueryParameters query();

    /** Returns what a credential must allow, all of it. */
    List<RequiredPermissions> requiredPermissions();

    /** Returns the letter of the service in an account SAS: b or f. */
    char service();

    /** {@code /blob/account/container[/blob]} as a service SAS signs it; null: no such resource. */
    String signedResource(String sr);

    /** Returns the stored access policy of the container or share, or null. */
    AccessPolicy policy(String id);

    /** Tells whether the request is allowed without a credential. */
    boolean isPublic();

    /** Tells whether neither a key nor a signature lets it in. */
    default boolean takesTokensOnly() {
        return false;
    }

    default MultiMap headers() {
        return context().request().headers();
    }
}
