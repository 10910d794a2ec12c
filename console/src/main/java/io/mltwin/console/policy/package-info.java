/**
 * Azure Policy at a scope. May use the activity log, scopes and the directory. Start with {@link
 * io.mltwin.console.policy.PolicyResource}.
 */
package io.mltwin.console.policy;
