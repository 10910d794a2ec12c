package io.mltwin.telemetry.tables;

import java.util.Map;

/** A row of a table of {@link InsightsTable}, as it is kept encrypted. */
public sealed interface TelemetryItem permits RequestItem, TraceItem {

    Map<String, String> customDimensions();

    String operationId();

    String operationParentId();

    String roleName();

    String sdkVersion();

    /** Returns how many this one stands for; null for one. */
    Integer itemCount();

    /** Returns the values of the columns that not all tables have, by their names. */
    Map<String, Object> ownColumns();
}
