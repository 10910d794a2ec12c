package io.mltwin.container;

import java.time.Duration;

/**
 * What {@code run()} answered, and how long it took inside the container (Azure's header {@code
 * x-ms-run-fn-exec-ms}).
 */
public record ScoringResult(String contentType, byte[] body, Duration runTime) {}
