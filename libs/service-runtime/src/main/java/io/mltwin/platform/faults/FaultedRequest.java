package io.mltwin.platform.faults;

/**
 * What a fault is chosen by.
 *
 * @param host without port
 * @param path as sent, without query
 * @param tenant null where it is not known before a resource has looked at the credential
 * @param principal object id, null as the tenant
 * @param internal sent by one of the platform's own parts
 */
record FaultedRequest(String method, String host, String path, String tenant, String principal, boolean internal) {}
