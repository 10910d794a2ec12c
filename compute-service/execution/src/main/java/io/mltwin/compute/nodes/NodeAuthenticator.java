package io.mltwin.compute.nodes;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.tracing.CallRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Finds the node that a call comes from, which proves itself with its secret. */
@Singleton
record NodeAuthenticator(NodeService nodes, CallRecorder recorder) {

    private static final String SCHEME = "Node ";

    /**
     * Returns the calling node.
     *
     * @throws AzureException 401 for another secret than the node's, 410 for a node that is to go
     */
    Node authenticate(String node, String authorization, RoutingContext context) {
        NodeSecret secret = authorization != null && authorization.startsWith(SCHEME)
                ? new NodeSecret(authorization.substring(SCHEME.length()))
                : null;
        try {
            Node caller = nodes.authenticate(node, secret);
            recorder.credential(context, "NodeSecret", "node " + node, "accepted");
            return caller;
        } catch (AzureException refused) {
            recorder.credential(context, "NodeSecret", "node " + node, "refused: " + refused.getMessage());
            throw refused;
        }
    }
}
