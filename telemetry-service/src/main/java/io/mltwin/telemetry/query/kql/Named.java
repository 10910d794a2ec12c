package io.mltwin.telemetry.query.kql;

import io.mltwin.telemetry.query.kql.Schema.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An expression with the name of the column it becomes.
 *
 * @param name null when the query gives none
 */
record Named(String name, Expression expression) {

    /**
     * Columns of these expressions; those without a name of their own are {@code Column1}, {@code
     * Column2} …
     */
    static List<Column> columns(List<Named> list, Schema schema) {
        List<Column> columns = new ArrayList<>();
        Set<String> used = new HashSet<>();
        int unnamed = 0;
        for (Named one : list) {
            String name = one.name() == null ? one.expression().defaultName() : one.name();
            if (name.isEmpty()) {
                name = "Column" + ++unnamed;
            }
            String unique = name;
            for (int i = 1; !used.add(unique); i++) {
                unique = name + i;
            }
            columns.add(new Column(unique, one.expression().type(schema)));
        }
        return columns;
    }
}
