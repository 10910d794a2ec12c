package io.mltwin.compute;

import io.mltwin.armweb.Envelope;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.BodyRule;
import io.mltwin.tokencheck.Audiences;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.Planes;
import io.mltwin.tokencheck.TokenKind;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * The v1 data plane of Azure ML: AAD tokens for Resource Manager or Azure ML everywhere, run tokens
 * where a compute target calls back. {@code /_batch} holds the pools below clusters, which Azure
 * ML's own services call; {@code /_node} is the channel to the nodes, whose resource compares the
 * node's secret; {@code /_node-host} that to the host that starts them.
 */
class ComputePlanes {

    @Produces
    @Singleton
    Planes planes(Addresses addresses) {
        List<String> audiences = Audiences.machineLearning(addresses);
        return new Planes(List.of(
                aad("/history", audiences).and(TokenKind.RUN),
                aad("/metric", audiences).and(TokenKind.RUN),
                aad("/artifact", audiences).and(TokenKind.RUN).withBodies(ComputePlanes::ofArtifacts),
                // a run may cancel itself; any other use of its token here is a 403
                aad("/execution", audiences).and(TokenKind.RUN),
                Plane.aad("/mlflow", Envelope.MLFLOW, audiences)
                        .and(TokenKind.RUN)
                        .withBodies(ComputePlanes::ofMlflow),
                aad("/content", audiences).withBodies(BodyRule.FILE),
                aad("/datastore", audiences),
                aad("/environment", audiences),
                aad("/data", audiences),
                aad("/modelregistry", audiences),
                Plane.aad("/batch", Envelope.ARM, audiences),
                Plane.aad("/mferp", Envelope.ARM, audiences),
                aad(ComputeHosts.UNBUILT, audiences),
                Plane.aad("/_batch", Envelope.ARM, audiences).and(TokenKind.SERVICE),
                Plane.anonymous("/discovery", Envelope.RUN_HISTORY),
                new Plane("/_node", Envelope.ARM, Set.of(), List.of(), false, true).withBodies(BodyRule.FORM),
                new Plane("/_node-host", Envelope.ARM, Set.of(), List.of(), false, true).withBodies(BodyRule.FORM)));
    }

    private static Plane aad(String prefix, List<String> audiences) {
        return Plane.aad(prefix, Envelope.RUN_HISTORY, audiences);
    }

    /** The content of an artifact is held in memory, hence what the heap bears. */
    private static BodyRule ofArtifacts(String method, String path) {
        return path.endsWith("/content") ? BodyRule.mebibytes(100) : BodyRule.DOCUMENT;
    }

    private static BodyRule ofMlflow(String method, String path) {
        return path.contains("/mlflow-artifacts/") ? BodyRule.mebibytes(100) : BodyRule.DOCUMENT;
    }
}
