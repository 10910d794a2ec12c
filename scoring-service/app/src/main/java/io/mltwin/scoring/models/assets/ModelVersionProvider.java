package io.mltwin.scoring.models.assets;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.scoring.models.assets.ModelVersionPreparation.Prepared;
import io.mltwin.scoring.models.metrics.ModelMetrics;
import io.mltwin.scoring.workspaces.V2Api;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/models} and their {@code versions}
 * (2022-05-01 to 2024-04-01).
 *
 * <p>Deviation: the files of a version must exist when it is registered; there are no packages of
 * models, no automatic deletion, no intellectual property and no registries of models.
 */
@Singleton
record ModelVersionProvider(
        V2Api api,
        ModelContainerService containers,
        ModelVersionService versions,
        ModelVersionPreparation preparation,
        ModelDeletion deletion,
        ModelMetrics metrics)
        implements ResourceProvider {

    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/models";

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(TYPE)
                        .exists(containers::exists)
                        .require(call -> api.requireOpen(call.id()))
                        .get(containers::get)
                        .list(containers::list)
                        .put(ResourceChange.reading(ModelVersionBody.class, "model container")
                                .validate((call, body) -> ModelVersionValidator.validateContainer(call.id(), body))
                                .apply(containers::put))
                        .delete(ResourceChange.withoutBody()
                                .prepare((call, none) ->
                                        deletion.prepare(call.id().parent().key()))
                                .apply((call, none, batch) -> containers.delete(call, batch)))
                        .build(),
                ResourceType.named(TYPE + "/versions")
                        .exists(this::exists)
                        .require(call -> api.requireOpen(call.id()))
                        .get(versions::get)
                        .list(versions::list)
                        .put(ResourceChange.reading(ModelVersionBody.class, "model version")
                                .validate((call, body) -> ModelVersionValidator.validateVersion(call.id(), body))
                                .prepare(this::prepare)
                                .apply(this::put))
                        .delete(ResourceChange.withoutBody()
                                .prepare((call, none) -> deletion.prepare(
                                        call.id().parent().parent().key()))
                                .apply((call, none, batch) -> versions.delete(call, batch)))
                        .build());
    }

    private Prepared prepare(ArmCall call, ModelVersionBody body) {
        try {
            return preparation.prepare(call, body);
        } catch (AzureException refused) {
            return count(call, () -> {
                throw refused;
            });
        }
    }

    private Outcome put(ArmCall call, ModelVersionBody body, Prepared prepared) {
        Outcome outcome = versions.put(call, body, prepared);
        return outcome.status() == 201 ? count(call, () -> outcome) : outcome;
    }

    private <T> T count(ArmCall call, Supplier<T> registration) {
        return metrics.countRegistration(call.id().parent().parent().toString(), registration);
    }

    private boolean exists(ArmResourceId id) {
        return versions.find(id).isPresent();
    }
}
