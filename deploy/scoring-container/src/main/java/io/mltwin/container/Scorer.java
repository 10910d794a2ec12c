package io.mltwin.container;

/** Scores requests in a container: an entry script, or a model that needs none. */
public interface Scorer {

    /**
     * Answers one request with a JSON text in UTF-8.
     *
     * @throws ScoringException where the front of the service answers something of its own
     */
    byte[] score(byte[] body) throws Throwable;

    /** Returns how many requests may be scored at once. */
    int concurrency();
}
