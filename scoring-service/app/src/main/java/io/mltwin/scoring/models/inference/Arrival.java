package io.mltwin.scoring.models.inference;

import java.time.Instant;

/**
 * When a request came.
 *
 * @param epoch of its arrival: a request that outlives a reset belongs to before it
 * @param nanos of {@link System#nanoTime()}
 */
record Arrival(Instant time, long epoch, long nanos) {}
