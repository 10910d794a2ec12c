/**
 * The calls that pages make to Azure's hosts with the signed-in user's tokens, and the few that no
 * user may make. May use sessions and receipts. Start with {@link
 * io.mltwin.console.azure.AzureClient}.
 */
package io.mltwin.console.azure;
