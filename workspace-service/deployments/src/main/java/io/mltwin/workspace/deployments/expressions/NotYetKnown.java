package io.mltwin.workspace.deployments.expressions;

/** What only a deployed resource can tell was asked for before anything is deployed. */
public final class NotYetKnown extends RuntimeException {

    public NotYetKnown() {
        super("known once the resource is deployed", null, false, false);
    }
}
