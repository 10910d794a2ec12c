/**
 * The list of scopes from which a page about one is chosen. May use the frame of pages and the
 * calls to Azure. Start with {@link io.mltwin.console.scopes.ScopeChooser}.
 */
package io.mltwin.console.scopes;
