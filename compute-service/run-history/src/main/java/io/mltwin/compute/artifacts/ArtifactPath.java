package io.mltwin.compute.artifacts;

import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.RestPath;

/** The artifact, or the folder of artifacts, that a request to the artifact service names. */
public class ArtifactPath extends WorkspacePath {

    /** Path template of a container, below its workspace. */
    static final String TEMPLATE = "artifacts/{origin}/{container}";

    @RestPath
    public String origin;

    @RestPath
    public String container;

    /** Below the container; null where the request names none. */
    @QueryParam("path")
    public String artifact;

    /** Returns the container; refuses one that is not built or has another form. */
    ArtifactContainer in() {
        return ArtifactContainer.parse(origin, container);
    }
}
