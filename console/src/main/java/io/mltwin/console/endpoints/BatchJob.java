package io.mltwin.console.endpoints;

/**
 * A job of a batch endpoint, as the endpoint's page shows it.
 *
 * @param input what it scores
 * @param created empty when it is not told
 * @param address of the page of its run
 */
public record BatchJob(String name, String status, String input, String created, String who, String address) {}
