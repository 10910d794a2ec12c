package io.mltwin.platform.reset;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells what a reset does with each table of a service; one bean a service. A table that is in
 * neither list fails the service's ResetTablesTest, and the reset itself.
 *
 * @param cleared emptied
 * @param kept left as they are, since they hold keys
 */
public record ResetTables(List<String> cleared, List<String> kept) {

    /** The platform's own: the clock, the epoch; and which migrations have run. */
    private static final List<String> OF_PLATFORM = List.of("platform_setting", "flyway_schema_history");

    public ResetTables {
        cleared = List.copyOf(cleared);
        kept = List.copyOf(kept);
    }

    /** True when somebody decided what is to become of this table. */
    public boolean knows(String table) {
        return cleared.contains(table) || kept.contains(table) || OF_PLATFORM.contains(table);
    }

    /** Every table that somebody decided about, the platform's own among them. */
    public List<String> all() {
        List<String> all = new ArrayList<>(OF_PLATFORM);
        all.addAll(kept);
        all.addAll(cleared);
        return all;
    }
}
