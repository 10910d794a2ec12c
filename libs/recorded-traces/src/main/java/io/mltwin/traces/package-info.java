/**
 * Spans as telemetry-service keeps them, the hops that they tell, and who may see them. Depends on
 * nothing of the platform. Start reading at {@link Hops} and {@link SpanFeed}.
 */
package io.mltwin.traces;
