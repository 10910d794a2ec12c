/**
 * The changes of scopes, for those that keep something attached to them in other services. Start
 * reading with {@code ScopeChanges}.
 */
package io.mltwin.workspace.scopes;
