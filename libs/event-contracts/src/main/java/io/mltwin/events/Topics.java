package io.mltwin.events;

/** The Kafka topics, keyed by workspace (its ARM id in lower case); made by telemetry-service. */
public final class Topics {

    public static final String SCORING_REQUESTS = "scoring-requests";
    public static final String ACTIVITY_LOG = "activity-log";
    public static final String METRICS = "metrics";
    public static final String DIAGNOSTICS = "diagnostics";

    /** What cannot be read goes to the topic's name with this at its end. */
    public static final String DEAD_LETTER_SUFFIX = ".dead-letter";

    private Topics() {}
}
