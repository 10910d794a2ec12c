package io.mltwin.console.endpoints;

/**
 * What serves models, in a list.
 *
 * @param auth the form of authentication, in Azure's words
 * @param address of its page
 */
public record EndpointRow(String name, EndpointKind kind, String state, String auth, String address) {}
