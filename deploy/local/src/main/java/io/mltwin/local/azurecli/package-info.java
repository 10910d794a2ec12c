/**
 * Runs Azure's command line against the platform: the cloud, the sign-in and the folder that keeps
 * both apart from the user's own. It uses the platform's settings and credentials. Start reading at
 * {@link io.mltwin.local.azurecli.AzureCli}.
 */
package io.mltwin.local.azurecli;
