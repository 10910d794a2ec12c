package io.mltwin.scoring.registry.repositories;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.vertx.ext.web.RoutingContext;

/** Addresses in a registry as the client sees them, in host or in path style. */
final class ClientAddress {

    private ClientAddress() {}

    /** The path below which the blobs of the request's repository lie, {@code …/blobs}. */
    static String blobs(RoutingContext context) {
        String path = OriginalRequest.of(context).path();
        return path.substring(0, path.lastIndexOf("/blobs/") + "/blobs".length());
    }

    static String upload(RoutingContext context, String upload) {
        return blobs(context) + "/uploads/" + upload;
    }

    /** The request's own path with another last part. */
    static String sibling(RoutingContext context, String last) {
        String path = OriginalRequest.of(context).path();
        return path.substring(0, path.lastIndexOf('/') + 1) + last;
    }

    /** Returns the repository that a client names in a parameter, without the registry's name. */
    static String repository(RoutingContext context, RegistryAccount registry, String named) {
        String prefix = registry.name() + "/";
        boolean pathStyle = !AsciiCase.equal(OriginalRequest.of(context).host(), registry.loginServer());
        return pathStyle && named.startsWith(prefix) ? named.substring(prefix.length()) : named;
    }
}
