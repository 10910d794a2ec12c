package io.mltwin.workspace.deployments.expressions;

/** Tells that an expression refers to a resource that is not deployed yet. */
public final class UnresolvedReferenceException extends RuntimeException {

    public UnresolvedReferenceException() {
        super("known once the resource is deployed", null, false, false);
    }
}
