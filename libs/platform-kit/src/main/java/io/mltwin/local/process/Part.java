package io.mltwin.local.process;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One process of the platform: how it is prepared, started, asked whether it is ready, and stopped.
 */
public interface Part {
    String name();

    /** Returns the port that status shows. */
    int port();

    /** Names of the parts that must be ready before this one starts. */
    default Set<String> startsAfter() {
        return Set.of();
    }

    /**
     * Brings the part's files in order; repeated before every start, so it must not harm what is
     * there.
     */
    void prepare() throws IOException, InterruptedException;

    /** The process to start; where its output goes is set by the supervisor. */
    ProcessBuilder command() throws IOException;

    /** Returns the one argument of the command line that only this part of this data folder has. */
    String marker();

    /** Returns whether the part answers as it should; false while it cannot be reached. */
    boolean answers();

    /**
     * Sets up the part itself once it answers for the first time after a start of the platform.
     */
    default void provision() throws IOException, InterruptedException {}

    /** Returns the signal that ends the part in good order. */
    default String stopSignal() {
        return "TERM";
    }

    /** Returns the advice to a user about a failed start, where these lines of the log tell it. */
    default Optional<String> advice(List<String> causes) {
        return Optional.empty();
    }

    /** Parts of a higher tier stop first. */
    default int tier() {
        return 0;
    }
}
