package io.mltwin.local.demo;

/** A step of a flow that did not end as it should; the message says which and why. */
public final class FlowFailure extends RuntimeException {
    public FlowFailure(String message) {
        super(message);
    }
}
