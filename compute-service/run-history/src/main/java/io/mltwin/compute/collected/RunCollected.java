package io.mltwin.compute.collected;

/** The event that collected data of a run is stored and waits to be passed on. */
record RunCollected(String eventId) {}
