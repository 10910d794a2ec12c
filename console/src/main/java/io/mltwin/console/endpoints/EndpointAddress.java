package io.mltwin.console.endpoints;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** The address of the page of an endpoint. */
public class EndpointAddress {

    @PathParam("subscription")
    String subscription;

    @PathParam("group")
    String group;

    @PathParam("workspace")
    String workspace;

    @PathParam("endpoint")
    String endpoint;

    @QueryParam("kind")
    String kind;

    EndpointKind kind() {
        return EndpointKind.of(kind);
    }
}
