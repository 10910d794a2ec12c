package io.mltwin.compute.mlflow.search;

/** The left side of a comparison: {@code metrics.accuracy}, {@code attributes.status}. */
public record SearchField(Kind kind, String key) {

    /** The kind of value that is compared. */
    public enum Kind {
        METRIC,
        PARAM,
        TAG,
        ATTRIBUTE
    }

    boolean isMetric() {
        return kind == Kind.METRIC;
    }
}
