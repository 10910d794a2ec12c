package io.mltwin.workspace.network.securitygroups;

/**
 * Whether a flow passes.
 *
 * @param ruleName the rule that decided
 */
public record FlowVerdict(boolean allowed, String ruleName, int priority) {}
