package io.mltwin.e2e.routes;

import static io.mltwin.e2e.routes.ComputeRoutes.CLUSTER;
import static io.mltwin.e2e.routes.ComputeRoutes.INSTANCE;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.routes.ComputeRoutes.Kind;
import io.mltwin.e2e.routes.ComputeRoutes.Route;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Routes that are collected, in the v1 data plane or in ARM. */
record RouteList(List<Route> all, FlowState flows, Azure azure, FlowClient client) {

    RouteList(TestPlatform platform) throws IOException, InterruptedException {
        this(new ArrayList<>(), platform.flows(), platform.azure(), platform.flowClient());
    }

    void add(Route route) {
        all.add(route);
    }

    void read(String method, String service, String path, Object body) {
        add(Kind.READ, 200, method, service, path, body);
    }

    void write(String method, String service, String path, Object body) {
        add(Kind.WRITE, 200, method, service, path, body);
    }

    void arm(Kind kind, String method, String path, Object body) {
        add(kind, 200, method, null, path, body);
    }

    /** A route of ARM where no service of the data plane is named. */
    void add(Kind kind, int status, String method, String service, String path, Object body) {
        String address = service == null
                ? azure.arm(flows.workspaceId() + path)
                        + (method.equals("DELETE") && path.startsWith("/computes/")
                                ? "&underlyingResourceAction="
                                        + (path.endsWith(CLUSTER) || path.endsWith(INSTANCE) ? "Delete" : "Detach")
                                : "")
                : v1(service, path);
        all.add(new Route(
                method + " " + (service == null ? "arm" : service) + path,
                kind,
                status,
                token -> client.json(method, address, token, body)));
    }

    String v1(String service, String path) {
        return azure.training("eastus", service, flows.workspaceId(), path);
    }
}
