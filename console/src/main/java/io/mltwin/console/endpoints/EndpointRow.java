package io.mltwin.console.endpoints;

/**
 * One row of the list of services and endpoints.
 *
 * @param auth the form of authentication, in Azure's words
 * @param address of its page
 */
public record EndpointRow(String name, EndpointKind kind, String state, String auth, String address) {}
