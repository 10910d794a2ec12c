/**
 * Rules for requests from pages of other origins ("CORS support for Azure Storage"): {@link
 * io.mltwin.workspace.storage.cors.CorsRules} are kept with an account, {@link
 * io.mltwin.workspace.storage.cors.CorsResponse} says what an answer tells a browser. Uses nothing
 * of the other packages of storage but {@code wire}.
 */
package io.mltwin.workspace.storage.cors;
