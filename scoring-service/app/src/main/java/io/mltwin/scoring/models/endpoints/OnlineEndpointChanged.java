package io.mltwin.scoring.models.endpoints;

/**
 * Fired inside the transaction that changes an endpoint or deletes it.
 *
 * @param label of its host
 * @param endpoint null when it was deleted
 */
public record OnlineEndpointChanged(String label, ServedEndpoint endpoint) {}
