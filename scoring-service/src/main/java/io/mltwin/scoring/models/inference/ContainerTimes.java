package io.mltwin.scoring.models.inference;

import java.time.Duration;

/**
 * How long a container may take.
 *
 * @param start until its {@code init()} has returned
 * @param queue that a request waits for its turn in the container
 * @param request until a request is answered
 */
public record ContainerTimes(Duration start, Duration queue, Duration request) {}
