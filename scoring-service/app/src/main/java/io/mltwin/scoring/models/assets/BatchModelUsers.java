package io.mltwin.scoring.models.assets;

import io.mltwin.armweb.ArmResourceId;
import java.util.List;
import java.util.Optional;

/** The batch deployments of a workspace, by the models that they use. */
record BatchModelUsers(List<Deployment> deployments) {

    static final BatchModelUsers NONE = new BatchModelUsers(List.of());

    /**
     * A deployment.
     *
     * @param model ARM id of the version
     */
    record Deployment(String model, String endpoint, String name) {}

    /** Names a deployment that uses a version of a model; empty where none does. */
    Optional<String> findUser(String workspaceKey, String name, int version) {
        String key = ArmResourceId.parse(workspaceKey)
                .child("models", name)
                .child("versions", Integer.toString(version))
                .key();
        return deployments.stream()
                .filter(deployment ->
                        ArmResourceId.parse(deployment.model()).key().equals(key))
                .map(deployment -> "the deployment '"
                        + deployment.name()
                        + "' of the batch endpoint '"
                        + deployment.endpoint()
                        + "'")
                .findFirst();
    }
}
