/**
 * Workspaces as resources: templates, children, private link, and many of them at once. Uses {@code
 * clients} and {@code fixtures}. Start reading at {@code WorkspaceLife}.
 */
package io.mltwin.e2e.workspaces;
