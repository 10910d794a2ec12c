package io.mltwin.console.azure;

import io.mltwin.console.session.TokenAudience;
import io.mltwin.platform.ServiceName;

/**
 * A host of Azure that the console calls.
 *
 * @param name host and port, {@code management.mltwin.localhost:8442}
 * @param service the service that answers there
 * @param audience the resource of the token that it accepts; null for none
 */
public record AzureHost(String name, ServiceName service, TokenAudience audience) {}
