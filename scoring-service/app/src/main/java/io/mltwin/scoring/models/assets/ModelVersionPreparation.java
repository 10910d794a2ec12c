package io.mltwin.scoring.models.assets;

import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.scoring.models.artifacts.DatastoreClient;
import io.mltwin.scoring.models.artifacts.ModelPlace;
import io.mltwin.scoring.models.assets.ModelDescription.Described;
import io.mltwin.scoring.models.assets.ModelEntity.ModelType;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Looks at the files of a version before it is stored: they must exist and be of its type. */
@Singleton
record ModelVersionPreparation(
        ModelVersionService versions,
        WorkspaceClient workspaces,
        DatastoreClient datastores,
        ModelContent content,
        ModelDescription description) {

    /**
     * A PUT that is ready to be stored.
     *
     * @param place of the files; null where the request names the place that the version has
     * @param described null for a version that was there
     */
    record Prepared(ModelPlace place, Described described) {

        String jobName(String given) {
            return place.jobName() == null ? given : place.jobName();
        }
    }

    /**
     * Prepares a PUT.
     *
     * @throws io.mltwin.armweb.AzureException 400 where there is no such file or folder, or it does
     *     not fit the type
     */
    Prepared prepare(ArmCall call, ModelVersionBody body) {
        WorkspaceView workspace = workspaces.get(call.id().parent().parent());
        ModelVersionBody.Properties given = body.properties();
        Optional<ModelVersionBody> there = versions.find(call.id());
        boolean isSame = there.isPresent()
                && (given.modelUri() == null
                        || given.modelUri().equals(there.get().properties().modelUri()));
        if (isSame) {
            return new Prepared(null, null);
        }
        invalidIf(given.modelUri() == null, "properties.modelUri", "properties.modelUri is required.");
        ModelPlace place = datastores.find(workspace, given.modelUri());
        if (there.isPresent()) {
            return new Prepared(place, null);
        }
        ModelType type = given.modelType() == null
                ? ModelType.CUSTOM
                : ModelType.parse(given.modelType()).orElseThrow();
        return new Prepared(place, description.describe(workspace, content.files(place), type, given.flavors()));
    }
}
