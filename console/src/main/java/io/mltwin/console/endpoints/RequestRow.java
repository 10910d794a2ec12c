package io.mltwin.console.endpoints;

import java.util.List;

/**
 * The row of a request in Application Insights.
 *
 * @param cells empty while the row has not arrived
 * @param poll where it is asked for again
 */
public record RequestRow(String requestId, List<Cell> cells, String poll) {

    /** One column with a value. */
    public record Cell(String name, String value) {}
}
