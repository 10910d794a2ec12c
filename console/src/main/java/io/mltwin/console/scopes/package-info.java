/**
 * The list of scopes from which a page about one is chosen. May use the calls to Azure. Start with
 * {@link io.mltwin.console.scopes.ScopeList}.
 */
package io.mltwin.console.scopes;
