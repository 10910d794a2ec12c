package io.mltwin.console.models;

/**
 * A version of a model in the list.
 *
 * @param run the address of the run that made it; null when it is not known
 */
public record ModelRow(String id, String framework, String created, String runId, String run, String address) {}
