package io.mltwin.compute.computeinstances;

/** {@code OperationName} of {@code lastOperation}: what was done with an instance. */
public enum InstanceOperation {
    CREATE("Create", null),
    START("Start", InstanceState.STOPPED),
    RESTART("Restart", InstanceState.RUNNING),
    STOP("Stop", InstanceState.RUNNING);

    private final String azureName;
    private final String from;

    InstanceOperation(String azureName, String from) {
        this.azureName = azureName;
        this.from = from;
    }

    String azureName() {
        return azureName;
    }

    /** The state that the instance must be in; null for one that is not there yet. */
    String from() {
        return from;
    }
}
