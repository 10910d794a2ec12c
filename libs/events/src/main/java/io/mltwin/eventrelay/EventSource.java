package io.mltwin.eventrelay;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Events that wait until Kafka has them, such as a {@link Spool} or rows of a table. One relay
 * reads it.
 *
 * @param <R> an event as it is kept
 */
public interface EventSource<R> {

    /** Returns the oldest events that are not published yet, at most {@code most}. */
    List<R> next(int most) throws IOException;

    /** Forgets events that Kafka has acknowledged; where it fails, they are published twice. */
    void published(List<R> events) throws IOException;

    /** Tells what to call after each new event, where the source knows of them. */
    default void onAppend(Runnable action) {}

    /** Returns how long the relay waits for {@link #onAppend} before it looks for events itself. */
    Duration pollInterval();
}
