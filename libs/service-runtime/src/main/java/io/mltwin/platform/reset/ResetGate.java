package io.mltwin.platform.reset;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Lets requests and background work into a service, and keeps them out while the service is reset.
 * Knows the epoch, which every reset moves on.
 */
@Singleton
public class ResetGate {

    /**
     * Header by which the calls of a reset, and the calls they cause, are let in while it seeds.
     */
    public static final String PASS_HEADER = "x-mltwin-reset";

    private static final int FIRST = 1;

    private Phase phase = Phase.OPEN;
    private String pass;
    private int busy;
    private boolean stopping;
    private volatile long epoch;

    /** How far a reset is. */
    public enum Phase {
        /** None is under way. */
        OPEN,
        /** Nothing is let in. */
        PAUSED,
        /** Nothing is let in; rows are gone, files perhaps not. */
        CLEARING,
        /** All is empty; what belongs to the reset is let in, to seed. */
        CLEARED,
        /** Nothing is let in and nothing is emptied: a snapshot is saved. */
        HELD,
        /** Nothing is let in; all is as a snapshot has it. */
        LOADED
    }

    /** Epoch of what this service does and publishes now. */
    public long epoch() {
        return epoch;
    }

    public synchronized Phase phase() {
        return phase;
    }

    /** Returns the pass that outgoing calls carry while a reset seeds; null at all other times. */
    public synchronized String pass() {
        return phase == Phase.CLEARED ? pass : null;
    }

    /** Returns the pass of the reset that has paused this service and has not ended its work there, or null. */
    synchronized String pausedPass() {
        return phase == Phase.PAUSED || phase == Phase.CLEARING ? pass : null;
    }

    /**
     * Lets a request in, unless a reset keeps it out; never waits. Who was let in must {@link
     * #leave}.
     *
     * @param shown value of {@link #PASS_HEADER}, or null
     */
    public synchronized boolean admit(String shown) {
        boolean admitted = phase == Phase.OPEN || isPass(shown);
        if (admitted) {
            busy++;
        }
        return admitted;
    }

    /** True for the pass of the reset that seeds now. */
    public synchronized boolean isPass(String shown) {
        return phase == Phase.CLEARED && pass != null && pass.equals(shown);
    }

    private boolean isClosed() {
        return phase != Phase.OPEN && phase != Phase.CLEARED;
    }

    public synchronized void leave() {
        busy--;
        notifyAll();
    }

    /**
     * Does a step of background work, after waiting for the end of a pause; not at all when the
     * service stops.
     */
    public void work(Runnable step) {
        if (enter()) {
            try {
                step.run();
            } finally {
                leave();
            }
        }
    }

    /** Like {@link #admit} for background work: waits; false when the service stops. */
    public synchronized boolean enter() {
        while (isClosed() && !stopping) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        if (isClosed()) {
            return false;
        }
        busy++;
        return true;
    }

    /** Waits until nobody is in; the number of those who still are when the time is over. */
    synchronized int awaitIdle(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (busy > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return busy;
    }

    synchronized void set(Phase next, String nextPass, long nextEpoch) {
        phase = next;
        pass = nextPass;
        epoch = nextEpoch;
        notifyAll();
    }

    synchronized void stop(@Observes @Priority(FIRST) ShutdownEvent event) {
        stopping = true;
        notifyAll();
    }
}
