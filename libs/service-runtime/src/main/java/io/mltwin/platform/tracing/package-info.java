/**
 * Spans of the calls that a service receives and makes, and a log of the last calls that it
 * received. Start reading at {@link Tracing}.
 */
package io.mltwin.platform.tracing;
