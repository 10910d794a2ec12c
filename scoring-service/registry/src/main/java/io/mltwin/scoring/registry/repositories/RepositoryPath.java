package io.mltwin.scoring.registry.repositories;

import org.jboss.resteasy.reactive.RestPath;

/** The repository that a path of a registry's data plane names. */
public class RepositoryPath {

    @RestPath
    public String registry;

    @RestPath
    public String repository;
}
