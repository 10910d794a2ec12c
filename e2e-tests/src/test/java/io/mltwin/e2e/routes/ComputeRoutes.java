package io.mltwin.e2e.routes;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowClient;
import java.util.List;
import java.util.UUID;

/** The routes of the training half, in the v1 data plane and in ARM, each with who may use it. */
final class ComputeRoutes {
    static final String UNIQUE = UUID.randomUUID().toString().substring(0, 8);
    static final String CLUSTER = "route-c-" + UNIQUE;
    static final String INSTANCE = "route-x" + UNIQUE;

    /** What a Reader may. */
    enum Kind {
        READ,
        WRITE,
        /** For nobody but a run with its own token. */
        RUN_ONLY
    }

    /** Sends a request with a token, or without one where it is null. */
    interface Request {
        FlowClient.Answer by(String token) throws Exception;
    }

    /**
     * One route.
     *
     * @param status what an allowed caller gets; 200 stands for any 2xx
     */
    record Route(String name, Kind kind, int status, Request request) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final RouteList routes = new RouteList(TestPlatform.get());
    private final RunRoutes runs = new RunRoutes(routes);
    private final DataRoutes data = new DataRoutes(routes);
    private final TargetRoutes targets = new TargetRoutes(routes);

    /** Looks at what the flows left. */
    ComputeRoutes() throws Exception {}

    List<Route> all() {
        runs.experiments();
        runs.runs();
        runs.metrics();
        data.artifacts();
        data.snapshotsAndEnvironments();
        targets.submitting();
        data.datastores();
        targets.computes();
        return routes.all();
    }
}
