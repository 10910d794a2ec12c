package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** {@code scaleSettings} of an AmlCompute cluster. */
record ScaleSettings(int min, int max, Duration idleBeforeScaleDown) {

    private static final int MOST = 1000;

    /**
     * Reads them.
     *
     * @param usual idle time when none is given
     */
    static ScaleSettings read(JsonNode node, Duration usual) {
        invalidRequestContentIf(
                !node.path("maxNodeCount").canConvertToInt()
                        || !node.path("maxNodeCount").isIntegralNumber(),
                "scaleSettings.maxNodeCount is required and must be a whole number.");
        int max = node.path("maxNodeCount").asInt();
        int min = node.path("minNodeCount").asInt(0);
        invalidRequestContentIf(
                min < 0 || max < min || max > MOST,
                "scaleSettings must hold 0 <= minNodeCount <= maxNodeCount <= %s; given are %s and %s.",
                MOST,
                min,
                max);
        return new ScaleSettings(
                min, max, idle(node.path("nodeIdleTimeBeforeScaleDown").asText(null), usual));
    }

    private static Duration idle(String text, Duration usual) {
        if (text == null) {
            return usual;
        }
        try {
            Duration idle = Duration.parse(text);
            invalidRequestContentIf(
                    idle.isNegative(), "scaleSettings.nodeIdleTimeBeforeScaleDown must not be negative.");
            return idle;
        } catch (DateTimeParseException e) {
            throw invalidRequestContent(
                    "scaleSettings.nodeIdleTimeBeforeScaleDown '%s' is no ISO 8601 duration such as PT120S.", text);
        }
    }
}
