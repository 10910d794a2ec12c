package io.mltwin.platform.reset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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

    /** Returns the folder that {@link #clear} deletes and whose files a snapshot keeps; null where there is none. */
    default Path files() {
        return null;
    }

    /** Returns the names of the stores that this service has made besides its tables, for its rows to lie in. */
    default List<String> stores() {
        return List.of();
    }

    /** In the transaction that fills the tables from a snapshot, before it does: makes stores of these names. */
    default void makeStores(List<String> names) {}

    /** Rows and files of a snapshot are there: begins with them what a service begins with its rows at its start. */
    default void loaded() {}
}
