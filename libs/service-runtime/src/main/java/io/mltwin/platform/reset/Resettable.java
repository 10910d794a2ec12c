package io.mltwin.platform.reset;

import java.io.IOException;

/**
 * A part of a service that holds something besides its tables which a reset must end, delete or
 * forget: processes, files, what is kept in memory. Every bean of this type is called; all methods
 * must bear being repeated.
 */
public interface Resettable {

    /** Nothing new is let in any more: ends what would go on for long by itself. */
    default void pause() {}

    /** In the transaction that emptied the tables: brings back what a service has at its start. */
    default void refill() {}

    /** After that transaction: stops processes, deletes files, forgets what is in memory. */
    default void clear() throws IOException {}
}
