/**
 * Microsoft.Network/networkSecurityGroups with their rules, and the decision whether rules let a
 * flow pass. May use {@code network.requests}. Start with {@link
 * io.mltwin.workspace.network.securitygroups.SecurityRuleEvaluator} or the provider.
 */
package io.mltwin.workspace.network.securitygroups;
