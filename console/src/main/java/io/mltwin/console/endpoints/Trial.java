package io.mltwin.console.endpoints;

import java.util.List;

/**
 * A request to an endpoint, and its answer.
 *
 * @param millis how long the answer took
 * @param body the answer, its first part when it is long
 * @param requestId Azure's id of the request; null when the answer has none
 * @param row where its row in Application Insights is asked for; null without an id
 */
public record Trial(
        int status, long millis, List<Header> headers, String body, boolean isCut, String requestId, String row) {

    /** One header of the answer. */
    public record Header(String name, String value) {}

    public boolean isRefused() {
        return status >= 400;
    }
}
