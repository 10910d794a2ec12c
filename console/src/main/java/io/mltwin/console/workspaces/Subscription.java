package io.mltwin.console.workspaces;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A subscription in which the signed-in user may read something. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Subscription(String subscriptionId, String displayName, String state) {}
