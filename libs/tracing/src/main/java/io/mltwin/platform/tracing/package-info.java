/**
 * What a service remembers of calls: the spans of the trace that a call belongs to, and a log of
 * the last calls it received. Start reading at {@link Tracing}.
 */
package io.mltwin.platform.tracing;
