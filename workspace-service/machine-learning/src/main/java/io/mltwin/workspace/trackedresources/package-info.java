/**
 * Rows of tracked resources, which lie in a resource group and have a region and tags. Uses the
 * database alone. Start reading at {@link
 * io.mltwin.workspace.trackedresources.TrackedResourceRepository}.
 */
package io.mltwin.workspace.trackedresources;
