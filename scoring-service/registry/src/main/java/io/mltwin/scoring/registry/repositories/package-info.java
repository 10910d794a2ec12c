/**
 * The data plane of a registry: blobs, manifests, tags and tokens (OCI distribution 1.1). Uses
 * registries only. Start reading at {@link
 * io.mltwin.scoring.registry.repositories.RegistryResource}.
 */
package io.mltwin.scoring.registry.repositories;
