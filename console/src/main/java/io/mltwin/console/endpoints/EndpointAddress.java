package io.mltwin.console.endpoints;

import io.mltwin.console.workspaces.WorkspaceAddress;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The address of the page of an endpoint. */
public class EndpointAddress extends WorkspaceAddress {

    @RestPath
    String endpoint;

    @RestQuery
    String kind;

    EndpointKind kind() {
        return EndpointKind.of(kind);
    }
}
