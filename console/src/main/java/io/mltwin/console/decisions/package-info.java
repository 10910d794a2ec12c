/**
 * Decisions of Azure RBAC with their reasons, as identity explains them. May use the calls to
 * Azure. Start with {@link io.mltwin.console.decisions.DecisionClient}.
 */
package io.mltwin.console.decisions;
