/**
 * Protects changes against other sites: the browser's cookies, the form token and the filter that
 * asks for it. Uses nothing of the other packages. Start with {@link
 * io.mltwin.console.forms.ChangeRequestFilter}.
 */
package io.mltwin.console.forms;
