package io.mltwin.scoring.operations;

/**
 * An operation waits for work elsewhere that takes longer than a thread may wait. It is run again
 * after a second, as often as it pauses: its handler bounds the time.
 */
public final class OperationPausedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public OperationPausedException(String reason) {
        super(reason);
    }
}
