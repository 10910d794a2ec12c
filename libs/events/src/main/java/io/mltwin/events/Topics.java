package io.mltwin.events;

/** The Kafka topics, keyed by workspace (its ARM id in lower case); made by telemetry-service. */
public final class Topics {

    public static final String SCORING_REQUESTS = "scoring-requests";
    public static final String ACTIVITY_LOG = "activity-log";
    public static final String METRICS = "metrics";
    public static final String DIAGNOSTICS = "diagnostics";

    /** The end of the name of the topic for records that cannot be read. */
    public static final String DEAD_LETTER_SUFFIX = ".dead-letter";

    private Topics() {}
}
