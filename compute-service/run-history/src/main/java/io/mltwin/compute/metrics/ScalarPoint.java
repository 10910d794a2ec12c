package io.mltwin.compute.metrics;

import java.time.Instant;

/** A number that a run logged at a step: a metric as MLflow knows it. */
public record ScalarPoint(String name, double value, Instant time, long step) {}
