package io.mltwin.compute.batchendpoints;

import static io.mltwin.armweb.AzureException.settingNotBuiltIf;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.assets.AssetKind;
import io.mltwin.compute.assets.AssetReference;
import io.mltwin.compute.assets.AssetService;
import io.mltwin.compute.assets.AssetVersion;
import io.mltwin.compute.batchendpoints.BatchDeploymentEntity.Content;
import io.mltwin.compute.batchscoring.BatchDeployment;
import io.mltwin.compute.batchscoring.BatchDeployment.BatchModel;
import io.mltwin.compute.batchscoring.BatchDeploymentBody;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.CodeConfiguration;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Properties;
import io.mltwin.compute.batchscoring.BatchScoringCode;
import io.mltwin.compute.batchscoring.BatchSettings;
import io.mltwin.compute.batchscoring.BatchStep;
import io.mltwin.compute.datastores.BlobUri;
import io.mltwin.compute.datastores.DatastoreAccess;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.mlflow.registry.RegisteredVersion;
import io.mltwin.compute.mlflow.registry.RegistryClient;
import io.mltwin.compute.snapshots.SnapshotBody;
import io.mltwin.compute.snapshots.SnapshotService;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Finds everything that a batch deployment names, and refuses what is not there or its creator may
 * not read: model, code with its script, environment, cluster.
 */
@Singleton
record BatchDeploymentPreparation(
        RegistryClient registry,
        AssetService assets,
        SnapshotService snapshots,
        DatastoreAccess datastores,
        LinkedAccessAuthorizer access,
        CommandJobs commands,
        BatchScoringCode code) {

    private static final String READ_MODEL = "Microsoft.MachineLearningServices/workspaces/models/versions/read";
    private static final String MODEL = "properties.model.assetId";
    private static final String CODE = "properties.codeConfiguration.codeId";
    private static final String MLFLOW = "mlflow_model";
    private static final String MLFLOW_ENVIRONMENT =
            "azureml://registries/azureml/environments/AzureML-sklearn-1.5/versions/1";

    /** The names of fields in the job's own checks, with the deployment's names for them. */
    private static final Map<String, String> TARGETS = Map.of(
            "properties.computeId", "properties.compute",
            "properties.codeId", CODE,
            "properties.inputs.model", MODEL);

    /**
     * Returns what is to be kept.
     *
     * @throws AzureException 400 for what is not there or does not fit, 403 {@code
     *     LinkedAuthorizationFailed}, 501
     */
    Content prepare(ArmCall call, BatchDeploymentBody body, OpenWorkspace open) {
        Properties given = body.properties();
        BatchModel model = given.model() == null ? null : model(call, open, given.model());
        String snapshot = given.codeConfiguration() == null ? null : snapshot(call, open, given.codeConfiguration());
        boolean isWithoutScript = snapshot == null;
        if (isWithoutScript) {
            requireMlflow(model);
        }
        Content content = new Content(
                given,
                BatchSettings.DEFAULTS.with(given),
                model,
                snapshot,
                environment(given.environmentId(), isWithoutScript));
        validateJob(call, open, content.deployment(call.id()));
        return content;
    }

    private static void requireMlflow(BatchModel model) {
        invalidIf(
                model == null,
                "properties.codeConfiguration",
                "A batch deployment needs a model, a scoring script, or both.");
        invalidIf(
                !MLFLOW.equals(model.type()),
                "properties.codeConfiguration",
                "A model of the type %s needs a scoring script in a batch deployment: Azure Machine Learning scores"
                        + " models of the type mlflow_model alone without one.",
                model.type());
        boolean isPickled = model.flavors().containsKey("sklearn")
                || model.flavors().getOrDefault("python_function", Map.of()).containsKey("model_path");
        settingNotBuiltIf(
                !isPickled,
                MODEL,
                "of MLflow's flavors sklearn and pickled python_function are scored without a script",
                "Give codeConfiguration.");
    }

    private static String environment(String given, boolean isWithoutScript) {
        if (!isBlank(given)) {
            return given;
        }
        invalidIf(
                !isWithoutScript,
                "properties.environmentId",
                "properties.environmentId is required where there is a scoring script.");
        return MLFLOW_ENVIRONMENT;
    }

    private static AssetReference reference(ArmResourceId workspace, String kind, String given, String target) {
        return AssetReference.parse(given)
                .filter(id -> id.isOf(kind, workspace))
                .orElseThrow(() -> invalid(
                        target, "The id '%s' must be %s/%s/{name}/versions/{version}.", given, workspace, kind));
    }

    private BatchModel model(ArmCall call, OpenWorkspace open, BatchDeploymentBody.Model reference) {
        ArmResourceId workspace = ArmResourceId.parse(open.workspace().id());
        AssetReference id = reference(workspace, "models", reference.assetId(), MODEL);
        // before it is known whether there is one, which not everyone may know
        access.require(call, READ_MODEL, id.in(workspace, "models"));
        RegisteredVersion found = registry.findVersion(open.workspace(), id.name(), id.version())
                .orElseThrow(
                        () -> invalid(MODEL, "The model '%s' was not found in this workspace.", reference.assetId()));
        return new BatchModel(
                found.id(), found.properties().modelType(), found.properties().modelUri(), found.flavors());
    }

    private String snapshot(ArmCall call, OpenWorkspace open, CodeConfiguration given) {
        ArmResourceId workspace = ArmResourceId.parse(open.workspace().id());
        String kind = AssetKind.CODE.segment();
        AssetReference id = reference(workspace, kind, given.codeId(), CODE);
        access.require(call, AssetKind.CODE.readAction(), id.in(workspace, kind));
        AssetVersion found = assets.find(open.history(), AssetKind.CODE, id.name(), id.version())
                .orElseThrow(() -> invalid(CODE, "The code '%s' was not found in this workspace.", given.codeId()));
        BlobUri folder = BlobUri.parse(found.properties().codeUri(), datastores.endpoint())
                .orElseThrow();
        SnapshotBody taken =
                snapshots.requireOfFolder(open.workspace(), found.snapshotId(), folder.container(), folder.path());
        invalidIf(
                taken.files().stream().noneMatch(file -> file.path().equals(given.scoringScript())),
                "properties.codeConfiguration.scoringScript",
                "The code has no file '%s'.",
                given.scoringScript());
        return taken.id();
    }

    /** Refuses a deployment whose jobs would be refused whatever they read. */
    private void validateJob(ArmCall call, OpenWorkspace open, BatchDeployment deployment) {
        ArmResourceId workspace = ArmResourceId.parse(open.workspace().id());
        JobRequest job = new JobRequest(
                open,
                workspace.child("jobs", UUID.randomUUID().toString()),
                BatchStep.check(new BatchStep.Plan(
                        workspace, deployment, deployment.settings(), code.store(open.workspace(), deployment))),
                call.caller(),
                call.correlationId(),
                call.id().name());
        try {
            commands.validate(List.of(job));
        } catch (AzureException refused) {
            String named = refused.content().target();
            String target = named == null ? null : TARGETS.get(named);
            throw target == null ? refused : refused.withTarget(target);
        }
    }
}
