package io.mltwin.compute.attachedmachines;

import java.io.IOException;

/** Tells why a machine could not be used; the message is for the owner of the compute target. */
public final class MachineException extends IOException {

    /** The cause of a failure. */
    enum Cause {
        UNREACHABLE,
        HOST_KEY_CHANGED,
        LOGIN_REFUSED,
        LOST
    }

    private static final long serialVersionUID = 1L;

    private final Cause reason;

    MachineException(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    Cause reason() {
        return reason;
    }
}
