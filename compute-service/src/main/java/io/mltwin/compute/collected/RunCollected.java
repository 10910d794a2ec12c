package io.mltwin.compute.collected;

/** What Microsoft collects of a run is stored and waits to be passed on. */
record RunCollected(String eventId) {}
