package io.mltwin.platform.background;

/** Something that works in the background for as long as the service does. */
interface WatchedWork {

    String name();

    /** False where it has ended, or has failed a moment ago. */
    boolean isWell();

    /** Starts again what has ended. */
    void revive();
}
