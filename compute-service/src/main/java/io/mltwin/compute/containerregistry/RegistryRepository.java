package io.mltwin.compute.containerregistry;

/**
 * A repository of a container registry, with what opens it.
 *
 * @param url where the connection goes
 * @param host of the registry, for the header {@code Host}
 * @param token of the registry, to pull from and push to this repository alone
 */
public record RegistryRepository(String url, String host, String repository, String token) {

    @Override
    public String toString() {
        return host + "/" + repository;
    }
}
