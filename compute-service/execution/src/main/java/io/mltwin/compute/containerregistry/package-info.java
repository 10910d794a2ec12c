/**
 * The workspace's container registry, as this service uses it for images of environments. It uses
 * workspaces and no database. Start with {@link
 * io.mltwin.compute.containerregistry.ContainerRegistryClient}.
 */
package io.mltwin.compute.containerregistry;
