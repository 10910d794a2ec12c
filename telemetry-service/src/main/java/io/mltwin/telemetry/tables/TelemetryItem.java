package io.mltwin.telemetry.tables;

import static io.mltwin.telemetry.tables.Dimensions.cut;

import java.util.Map;

/** A row of a table of {@link InsightsTable}, as it is kept encrypted. */
public interface TelemetryItem {

    /** Returns what all tables have of it. */
    Context context();

    /** Returns the values of the columns that not all tables have, by their names. */
    Map<String, Object> ownColumns();

    /**
     * What the rows of all tables have.
     *
     * @param itemCount how many items this one stands for; null for one
     */
    record Context(
            Map<String, String> customDimensions,
            String operationId,
            String operationParentId,
            String roleName,
            String sdkVersion,
            Integer itemCount) {

        public Context {
            customDimensions = Dimensions.texts(customDimensions);
            operationId = cut(operationId, 128);
            operationParentId = cut(operationParentId, 128);
            roleName = cut(roleName, 256);
            sdkVersion = cut(sdkVersion, 64);
        }
    }
}
