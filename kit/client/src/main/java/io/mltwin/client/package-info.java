/**
 * What a test needs of a platform: where it is ({@link io.mltwin.client.PlatformAddress}), a tenant
 * with its principals
 * ({@link io.mltwin.client.Tenant}), and connections that trust it. Uses the JDK alone; only {@link
 * io.mltwin.client.AzureCore} needs azure-core. Start reading at {@link io.mltwin.client.Mltwin}.
 */
package io.mltwin.client;
