/**
 * Tracked resources that are what their request says, of several types in one table. Uses {@code resource-provider}.
 * Start reading at {@link io.mltwin.compute.storedresources.StoredResources}.
 */
package io.mltwin.compute.storedresources;
