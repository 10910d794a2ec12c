package io.mltwin.telemetry.query.kql;

import java.util.List;

/** The columns of a table, in order; names are case-sensitive, as in Kusto. */
public record Schema(List<Column> columns) {

    public Schema {
        columns = List.copyOf(columns);
    }

    /** Returns the position of a column, or -1. */
    int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns the position of a column.
     *
     * @throws KqlException when there is none
     */
    int require(String name) {
        int index = indexOf(name);
        if (index < 0) {
            throw KqlException.semantic("Failed to resolve column or scalar expression named '" + name + "'.");
        }
        return index;
    }

    /** A column of a table or result. */
    public record Column(String name, KqlType type) {}
}
