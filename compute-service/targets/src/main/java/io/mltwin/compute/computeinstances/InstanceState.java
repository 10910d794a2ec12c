package io.mltwin.compute.computeinstances;

/**
 * {@code ComputeInstanceState}, of which a machine that nothing boots on is in one of two: it is
 * made, started and stopped within the call.
 */
final class InstanceState {

    static final String RUNNING = "Running";
    static final String STOPPED = "Stopped";

    private InstanceState() {}
}
