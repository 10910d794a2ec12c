/**
 * The workspace of a page, and where its services answer. May use workspaces. Start with {@link
 * io.mltwin.console.ml.MlWorkspace}.
 */
package io.mltwin.console.ml;
