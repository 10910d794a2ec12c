package io.mltwin.console.session;

/** Tells that a session has ended: what is kept for it is forgotten. */
public record SessionEnded(String sessionId) {}
