/**
 * Flows as they happen: who called whom, with which token, and what the receiver made of it. Reads
 * the feed of spans alone. Start reading at {@code FlowResource}; {@code FlowStream} draws on while
 * spans arrive.
 */
package io.mltwin.console.flow;
