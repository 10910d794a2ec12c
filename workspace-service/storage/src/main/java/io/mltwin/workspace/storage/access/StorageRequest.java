package io.mltwin.workspace.storage.access;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** A request to one of the data planes, as its authorization sees it. */
public interface StorageRequest {

    RoutingContext context();

    OriginalRequest original();

    StorageAccount account();

    QueryParameters query();

    /** What a credential must allow: all of it. */
    List<RequiredPermissions> requiredPermissions();

    /** The letter of the service in an account SAS: b or f. */
    char service();

    /** {@code /blob/account/container[/blob]} as a service SAS signs it; null: no such resource. */
    String signedResource(String sr);

    /** The stored access policy of the container or share, or null. */
    AccessPolicy policy(String id);

    /** True when whoever has no credential may do it too. */
    boolean isPublic();

    default MultiMap headers() {
        return context().request().headers();
    }
}
