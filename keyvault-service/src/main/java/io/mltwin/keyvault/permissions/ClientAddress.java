package io.mltwin.keyvault.permissions;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;

/** The address of this request's connection; no header changes it. */
@RequestScoped
public class ClientAddress {

    private final RoutingContext context;

    ClientAddress(RoutingContext context) {
        this.context = context;
    }

    String text() {
        SocketAddress address = context.request().remoteAddress();
        return address == null ? null : address.hostAddress();
    }
}
