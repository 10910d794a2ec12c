package io.mltwin.workspace.network;

/** Fired inside the transaction that makes or deletes a private endpoint. */
record EndpointChange(String address, boolean made) {}
