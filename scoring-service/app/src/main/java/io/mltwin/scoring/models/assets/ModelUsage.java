package io.mltwin.scoring.models.assets;

import java.util.Optional;

/** Knows what serves models: one that is in use is not deleted. */
public interface ModelUsage {

    /**
     * Names something that serves a version of a model, within the caller's transaction.
     *
     * @param workspaceKey ARM id of the workspace in lower case
     * @param modelId {@code name:version}
     * @return such as {@code the service 'diabetes'}; empty where nothing does
     */
    Optional<String> findUser(String workspaceKey, String modelId);
}
