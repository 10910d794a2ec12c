package io.mltwin.container;

import java.time.Duration;
import java.util.List;

/**
 * The answer of {@code run()}, and how long it took inside the container (Azure's header {@code
 * x-ms-run-fn-exec-ms}).
 *
 * @param status 200, or what the script chose
 * @param headers that the script chose
 */
public record ScoringResult(int status, List<HttpHeader> headers, String contentType, byte[] body, Duration runTime) {}
